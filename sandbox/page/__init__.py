"""The sandbox's web page: what a person sees and presses. It knows the workspace and what a person can do
in it; it knows nothing of the bot."""
