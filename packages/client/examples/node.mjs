// Says a line in a channel and shows what is said there, in Node 20 or later: npm install @hubbub/client
// HUBBUB_TOKEN=… node node.mjs URL CHANNEL TEXT
import { Hubbub } from "@hubbub/client";

const [url, room, text] = process.argv.slice(2);
const client = await Hubbub.connect({ url, token: process.env.HUBBUB_TOKEN });
client.on("status", ({ state }) => console.error(state));

const channel = await client.join(room);
await channel.send(text);
for await (const message of channel.messages({ history: 10 })) {
  console.log(`${(await client.user(message.user))?.name}: ${message.text}`);
  if (message.text === text) break;
}
client.close();
