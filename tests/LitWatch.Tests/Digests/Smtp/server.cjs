// Two SMTP servers on loopback, one without TLS and one that offers it with a certificate nobody trusts: prints their ports, then one line of JSON for every mail it takes. Recipients named refused@ get a 550, later@ a 451.
const { SMTPServer } = require('smtp-server');

const reply = (code, text) => Object.assign(new Error(text), { responseCode: code });
const serve = disabledCommands => new SMTPServer({
  disabledCommands,
  authOptional: true,
  allowInsecureAuth: true,
  onAuth: (auth, session, done) => auth.username === 'litwatch' && auth.password === 'secret' ? done(null, { user: auth.username }) : done(reply(535, 'wrong password')),
  onRcptTo: (address, session, done) => done(
    address.address.startsWith('refused@') ? reply(550, 'no such mailbox') : address.address.startsWith('later@') ? reply(451, 'try again later') : null),
  onData: (stream, session, done) => {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      console.log(JSON.stringify({ to: session.envelope.rcptTo.map(to => to.address), user: session.user ?? null, mail: Buffer.concat(chunks).toString('base64') }));
      done();
    });
  },
});
const [plain, offering] = [serve(['STARTTLS']), serve([])];
// A client that does not trust the certificate hangs up.
offering.on('error', () => {});
plain.listen(0, '127.0.0.1', () => offering.listen(0, '127.0.0.1', () => console.log(`${plain.server.address().port} ${offering.server.address().port}`)));
process.stdin.resume().on('end', () => process.exit());
