-- Sends each request with one of the keys, picked at random; says in one line how it went.

local count = 0

function setup(thread)
   count = count + 1
   thread:set("seed", count)
end

function init(args)
   math.randomseed(seed)
   requests = {}
   for key in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", nil, { ["Authorization"] = "Bearer " .. key })
   end
end

function request()
   return requests[math.random(#requests)]
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format("figures %d %d %d %d %d\n", summary.requests, summary.duration,
      latency:percentile(50), latency:percentile(99),
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
