// Answers every message that begins with "echo ". It keeps its place: started again, it answers what it missed.
// HUBBUB_PASSWORD=… bun packages/client/examples/echo-bot.ts URL NAME [CHANNEL]
import { Accounts, AccountsRefused, Hubbub, type Position } from "@hubbub/client";

const [url = "http://127.0.0.1:8080", name = "echo", room = "general"] = process.argv.slice(2);
const credentials = { name, password: process.env["HUBBUB_PASSWORD"] ?? "" };
await new Accounts(url).signup(credentials).catch((error: unknown) => {
  if (!(error instanceof AccountsRefused && error.reason === "name_taken")) throw error;
});

const client = await Hubbub.connect({ url, credentials });
const channel = await client.join(room);
const place = Bun.file(`${name}-${room}.place.json`);
const after: Position = (await place.exists()) ? await place.json() : channel.position;
await place.write(JSON.stringify(after));

console.log(`${name} listens in #${room}`);
for await (const { text, user, epoch, seq } of channel.messages({ after })) {
  if (user !== client.me?.id && text.startsWith("echo ")) {
    // The client id makes the answer once, even if the bot ends before it has written down its place.
    await channel.send(text.slice("echo ".length), { clientId: `echo-${channel.id}-${epoch}-${seq}` });
  }
  await place.write(JSON.stringify({ epoch, seq }));
}
