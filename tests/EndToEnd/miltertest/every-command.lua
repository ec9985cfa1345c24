-- Every command of a message in order, each answered, with macros before the stages that have them.
dofile(folder .. "/session.lua")

script(function()
  function whole_message(conn)
    connect(conn, "client.test", "192.0.2.1")
    helo(conn, "greeting.test")
    mail(conn, "<from@example.test>")
    rcpt(conn, "<to@example.test>")
    rcpt(conn, "<other@example.test>", nil, "relay")
    data(conn)
    header(conn, "Subject", "test")
    header(conn, "X-Empty", "")
    eoh(conn)
    body(conn, "one\r\n")
    body(conn, "two\r\n")
    eom(conn)
    equal("X-Session", "C(client.test,2,192.0.2.1,name.test) H(greeting.test,TLSv1.3)", mt.getheader(conn, "X-Session", 0))
    equal("X-Seen",
      "M(<from@example.test>,esmtp) R(<to@example.test>,local) R(<other@example.test>,relay) T"
        .. " L(Subject:test) L(X-Empty:) N B B E(QUEUE)",
      mt.getheader(conn, "X-Seen", 0))
    mt.disconnect(conn)
  end

  -- As a present-day MTA offers, then with an MTA that waits for the reply to everything.
  whole_message(open(6, nil, nil))
  whole_message(open(6, nil, everything))
end)
