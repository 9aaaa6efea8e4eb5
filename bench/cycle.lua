-- Sends the requests of a file one after the other, from the beginning again after the last.
local file

function init(args)
  file = assert(io.open(args[1], "rb"))
end

function request()
  local length = file:read(8)
  if not length then
    file:seek("set")
    length = file:read(8)
  end
  return file:read(tonumber(length))
end

function done(summary)
  local wrong = summary.errors
  io.write(string.format("RESULT %d %d %d\n", summary.requests, summary.duration,
    wrong.connect + wrong.read + wrong.write + wrong.status + wrong.timeout))
end
