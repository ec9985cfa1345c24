-- What every script needs: a connection, and steps that say what was expected.

local names = {
  [SMFIR_CONTINUE] = "continue", [SMFIR_ACCEPT] = "accept", [SMFIR_REJECT] = "reject", [SMFIR_TEMPFAIL] = "tempfail",
  [SMFIR_DISCARD] = "discard", [SMFIR_REPLYCODE] = "replycode", [SMFIR_SKIP] = "skip",
}

-- The steps of an MTA that waits for the reply to every command: what may be left out, and skip, but no SMFIP_NR_ flag.
everything = 0x77F

function open(version, actions, steps)
  local conn = mt.connect(socket, 40, 0.25)
  if conn == nil then
    error("cannot connect to " .. socket)
  end
  sent("negotiate", mt.negotiate(conn, version, actions, steps))
  return conn
end

function sent(what, failure)
  if failure ~= nil then
    error(what .. ": " .. failure, 2)
  end
end

function equal(what, expected, got)
  if expected ~= got then
    error(what .. ": " .. tostring(expected) .. " was expected, " .. tostring(got) .. " came", 2)
  end
end

-- One stage: not sent when the filter has opted out of it; its reply is checked unless the filter does not reply to it.
local function step(conn, what, opted_out, unanswered, reply, send)
  reply = reply or SMFIR_CONTINUE
  if opted_out ~= nil and mt.test_option(conn, opted_out) then
    if reply ~= SMFIR_CONTINUE then
      error(what .. ": the filter has opted out of this stage, " .. names[reply] .. " was expected", 3)
    end
    return
  end
  local failure = send()
  if failure ~= nil then
    error(what .. ": " .. failure, 3)
  end
  if unanswered ~= nil and mt.test_option(conn, unanswered) then
    if reply ~= SMFIR_CONTINUE then
      error(what .. ": the filter does not reply, " .. names[reply] .. " was expected", 3)
    end
    return
  end
  local got = mt.getreply(conn)
  if got ~= reply then
    error(what .. ": " .. names[reply] .. " was expected, " .. (names[got] or tostring(got)) .. " came", 3)
  end
end

-- Each stage that may have macros is preceded by them; filters/trace.mfl asks for all of these.
function connect(conn, host, address, reply)
  mt.macro(conn, SMFIC_CONNECT, "j", "mx.test", "{client_name}", "name.test")
  step(conn, "connect", SMFIP_NOCONNECT, SMFIP_NR_CONN, reply, function() return mt.conninfo(conn, host, address) end)
end

function helo(conn, name, reply)
  mt.macro(conn, SMFIC_HELO, "{tls_version}", "TLSv1.3")
  step(conn, "helo", SMFIP_NOHELO, SMFIP_NR_HELO, reply, function() return mt.helo(conn, name) end)
end

function mail(conn, sender, reply, queue_id)
  mt.macro(conn, SMFIC_MAIL, "{mail_mailer}", "esmtp", "i", queue_id or "QUEUE")
  step(conn, "mail", SMFIP_NOMAIL, SMFIP_NR_MAIL, reply, function() return mt.mailfrom(conn, sender) end)
end

function rcpt(conn, recipient, reply, mailer)
  mt.macro(conn, SMFIC_RCPT, "{rcpt_mailer}", mailer or "local")
  step(conn, "rcpt", SMFIP_NORCPT, SMFIP_NR_RCPT, reply, function() return mt.rcptto(conn, recipient) end)
end

function data(conn, reply)
  step(conn, "data", SMFIP_NODATA, SMFIP_NR_DATA, reply, function() return mt.data(conn) end)
end

function header(conn, name, value, reply)
  step(conn, "header", SMFIP_NOHDRS, SMFIP_NR_HDR, reply, function() return mt.header(conn, name, value) end)
end

function eoh(conn, reply)
  step(conn, "eoh", SMFIP_NOEOH, SMFIP_NR_EOH, reply, function() return mt.eoh(conn) end)
end

function body(conn, text, reply)
  step(conn, "body", SMFIP_NOBODY, SMFIP_NR_BODY, reply, function() return mt.bodystring(conn, text) end)
end

function eom(conn, reply)
  step(conn, "eom", nil, nil, reply, function() return mt.eom(conn) end)
end

function unknown(conn, command, reply)
  step(conn, "unknown", SMFIP_NOUNKNOWN, SMFIP_NR_UNKN, reply, function() return mt.unknown(conn, command) end)
end

-- The parts of a message that nothing is expected of.
function greet(conn)
  connect(conn, "client.test", "127.0.0.1")
  helo(conn, "client.test")
end

function content(conn)
  data(conn)
  header(conn, "Subject", "test")
  eoh(conn)
  body(conn, "text\r\n")
end

-- Runs a script's body; miltertest itself keeps the text of an error to itself.
function script(steps)
  local good, failure = pcall(steps)
  if not good then
    mt.echo(tostring(failure))
    error(failure)
  end
end
