-- A message given up after each stage; the next message on the connection is not disturbed, and no reply is left over.
dofile(folder .. "/session.lua")

script(function()
  local parts = {
    function(conn) mail(conn, "<gone@example.test>") end,
    function(conn) rcpt(conn, "<to@example.test>") end,
    function(conn) data(conn) end,
    function(conn) header(conn, "Subject", "gone") end,
    function(conn) eoh(conn) end,
    function(conn) body(conn, "gone\r\n") end,
  }

  local conn = open(6, nil, everything)
  greet(conn)
  for last = 1, #parts do
    for i = 1, last do
      parts[i](conn)
    end
    sent("abort", mt.abort(conn))
    mail(conn, "<next@example.test>")
    rcpt(conn, "<to@example.test>")
    content(conn)
    eom(conn)
    equal("after " .. last .. " stages", "M(<next@example.test>,esmtp) R(<to@example.test>,local) T L(Subject:test) N B E(QUEUE)",
      mt.getheader(conn, "X-Seen", 0))
  end
  mt.disconnect(conn)

  -- Without a farewell, in the middle of a message.
  conn = open(6, nil, nil)
  greet(conn)
  mail(conn, "<gone@example.test>")
  mt.disconnect(conn, false)
end)
