import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** A mail as it arrived, and what its envelope said. */
export interface ReceivedMail extends Email {
  recipients: string[];
}

/** A mail server (RFC 5321) that wants a name and a password, and keeps what it gets. `refuse` gives a status for an address. */
export async function startMailServer(refuse: (address: string) => number | undefined = () => undefined) {
  const received: ReceivedMail[] = [];
  const waiting: { count: number; resolve(): void }[] = [];
  let tries = 0;
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === "chat" && password === "p@ss") return done(null, { user: username });
      done(new Error("wrong name or password"));
    },
    onRcptTo: ({ address }, _session, done) => {
      tries++;
      const status = refuse(address);
      done(status === undefined ? null : Object.assign(new Error("no"), { responseCode: status }));
    },
    onData: (stream, session, done) => {
      void new Response(stream as unknown as ReadableStream).arrayBuffer().then(async (raw) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ ...(await PostalMime.parse(raw)), recipients });
        done();
        for (const { count, resolve } of waiting) if (received.length >= count) resolve();
      });
    },
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://chat:p%40ss@127.0.0.1:${port}`,
    received,
    get tries() {
      return tries;
    },
    /** Resolves when so many mails have come. */
    until(count: number): Promise<void> {
      if (received.length >= count) return Promise.resolve();
      return new Promise((done) => waiting.push({ count, resolve: done }));
    },
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}
