-- Commands that the MTA does not know, between the stages of a message.
dofile(folder .. "/session.lua")

script(function()
  local function play(steps)
    local conn = open(6, nil, steps)
    greet(conn)
    unknown(conn, "XONE")
    mail(conn, "<from@example.test>")
    unknown(conn, "XTWO with words")
    rcpt(conn, "<to@example.test>")
    content(conn)
    eom(conn)
    equal("X-Seen", "M(<from@example.test>,esmtp) R(<to@example.test>,local) T L(Subject:test) N B E(QUEUE)", mt.getheader(conn, "X-Seen", 0))
    mt.disconnect(conn)
  end

  play(nil)
  play(everything)
end)
