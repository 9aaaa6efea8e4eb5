"""RFCs: a proposal is reviewed in a thread, in versions, until it is accepted, or is not."""
