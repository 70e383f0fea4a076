-- Prints what wrk has measured as one line of JSON; with "cold" as its argument each request asks for another address.
local own, number = 0, 0

function setup(thread)
  own = own + 1
  thread:set("own", own)
end

function init(args)
  cold = args[1] == "cold"
  stamp = args[2] or "0"
end

function request()
  if not cold then return wrk.format() end
  number = number + 1
  return wrk.format(nil, wrk.path .. "?n=" .. stamp .. "-" .. own .. "-" .. number)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "failed": %d, "lost": %d, "p50": %f, "p95": %f, "p99": %f, "max": %f}\n',
    summary.requests, summary.duration / 1e6, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
