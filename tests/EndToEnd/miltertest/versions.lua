-- The same message with each protocol version that an MTA may offer; a filter must not ask for more than is offered.
dofile(folder .. "/session.lua")

-- miltertest sends DATA on its own even in versions that lack it; whether the filter takes notice is not looked at.
local function without_data(version, seen)
  return version < 4 and string.gsub(seen, " T", "") or seen
end

script(function()
  local function play(version, actions, steps, seen)
    local conn = open(version, actions, steps)
    connect(conn, "client.test", "192.0.2.1")
    helo(conn, "greeting.test")
    mail(conn, "<from@example.test>")
    rcpt(conn, "<to@example.test>")
    if version >= 4 then
      data(conn)
    end
    header(conn, "Subject", "test")
    eoh(conn)
    body(conn, "one\r\n")
    eom(conn)
    equal("version " .. version, seen, without_data(version, mt.getheader(conn, "X-Seen", 0)))
    mt.disconnect(conn)
  end

  local old = "M(<from@example.test>,esmtp) R(<to@example.test>,local) L(Subject:test) N B E(QUEUE)"
  local new = "M(<from@example.test>,esmtp) R(<to@example.test>,local) T L(Subject:test) N B E(QUEUE)"
  play(2, 0x3F, 0x7F, old)
  play(3, 0x3F, 0x1FF, old)
  play(4, 0x3F, 0x3FF, new)
  play(6, 0x1FF, 0x1FFFFF, new)
end)
