-- Every kind of reply at the stage that it belongs to.
dofile(folder .. "/session.lua")

script(function()
  local conn = open(6, nil, nil)
  connect(conn, "client.test", "127.0.0.2", SMFIR_REPLYCODE)
  mt.disconnect(conn)

  conn = open(6, nil, nil)
  connect(conn, "client.test", "127.0.0.1")
  helo(conn, "bad-helo.test", SMFIR_REPLYCODE)
  mt.disconnect(conn)

  conn = open(6, nil, nil)
  greet(conn)
  mail(conn, "<bad-mail@example.test>", SMFIR_REPLYCODE)
  mail(conn, "<plain@example.test>", SMFIR_REJECT)
  mail(conn, "<plain-later@example.test>", SMFIR_TEMPFAIL)
  mail(conn, "<later@example.test>", SMFIR_REPLYCODE)
  mail(conn, "<bad-data@example.test>")
  rcpt(conn, "<good@example.test>")
  rcpt(conn, "<bad-rcpt@example.test>", SMFIR_REPLYCODE)
  rcpt(conn, "<late-rcpt@example.test>", SMFIR_REPLYCODE)
  rcpt(conn, "<other@example.test>")
  data(conn, SMFIR_REPLYCODE)
  mt.disconnect(conn)

  local function at_end(sender, reply)
    local conn = open(6, nil, nil)
    greet(conn)
    mail(conn, sender)
    rcpt(conn, "<to@example.test>")
    content(conn)
    eom(conn, reply)
    return conn
  end

  local function check(conn, what, ...)
    if not mt.eom_check(conn, ...) then
      error(what .. " was expected at the end of the message", 2)
    end
  end

  conn = at_end("<bad-eom@example.test>", SMFIR_REPLYCODE)
  check(conn, "the filter's own reply", MT_SMTPREPLY, "550", "5.7.17", "bad-eom may not pass")
  mt.disconnect(conn)

  conn = at_end("<discard@example.test>", SMFIR_DISCARD)
  mt.disconnect(conn)

  conn = at_end("<headers@example.test>", SMFIR_CONTINUE)
  check(conn, "an added header", MT_HDRADD, "X-Added", "at the end")
  check(conn, "an inserted header", MT_HDRINSERT, "X-First", "at the top", 0)
  check(conn, "a changed header", MT_HDRCHANGE, "Subject", "replaced")
  check(conn, "a deleted header", MT_HDRDELETE, "X-Delete-Me")
  mt.disconnect(conn)

  conn = at_end("<recipients@example.test>", SMFIR_CONTINUE)
  check(conn, "an added recipient", MT_RCPTADD, "<added@postern.test>")
  check(conn, "a deleted recipient", MT_RCPTDELETE, "<gone@postern.test>")
  mt.disconnect(conn)

  conn = at_end("<body@example.test>", SMFIR_CONTINUE)
  check(conn, "a new body", MT_BODYCHANGE, "a new\r\nbody\r\n")
  mt.disconnect(conn)

  conn = at_end("<quarantine@example.test>", SMFIR_CONTINUE)
  check(conn, "quarantine", MT_QUARANTINE, "held by the test")
  mt.disconnect(conn)
end)
