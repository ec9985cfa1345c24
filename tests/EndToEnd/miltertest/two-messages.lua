-- Several messages on one connection: each is judged anew, with its own macros only.
dofile(folder .. "/session.lua")

script(function()
  local conn = open(6, nil, nil)
  greet(conn)
  mail(conn, "<one@example.test>", nil, "QUEUE1")
  rcpt(conn, "<to@example.test>", nil, "relay")
  content(conn)
  eom(conn)
  equal("first", "M(<one@example.test>,esmtp) R(<to@example.test>,relay) T L(Subject:test) N B E(QUEUE1)",
    mt.getheader(conn, "X-Seen", 0))
  mail(conn, "<two@example.test>", nil, "QUEUE2")
  rcpt(conn, "<to@example.test>")
  content(conn)
  eom(conn)
  equal("second", "M(<two@example.test>,esmtp) R(<to@example.test>,local) T L(Subject:test) N B E(QUEUE2)",
    mt.getheader(conn, "X-Seen", 0))

  -- The recipient's macros of an earlier message are gone: the filter asks for one, which is a run-time error in MFL.
  mail(conn, "<three@example.test>")
  sent("rcpt without macros", mt.rcptto(conn, "<to@example.test>"))
  equal("rcpt without macros", SMFIR_REPLYCODE, mt.getreply(conn))
  mt.disconnect(conn)
end)
