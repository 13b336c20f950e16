import { ADMIN, type World } from "../browser/world.ts";

/** What there is to be seen: ids and codes that addresses are made of. */
export interface Place {
  lounge: number;
  /** A public channel that the administrator isn't in. */
  elsewhere: number;
  /** Seq of a message with a thread. */
  root: number;
  invite: string;
  invitation: string;
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Something of everything that screens show, by the administrator and two others. */
export async function prepare(world: World): Promise<Place> {
  const id = await world.channel("lounge", ["ann", "bob"]);
  const [admin, ann, bob] = [await world.client(ADMIN), await world.client("ann"), await world.client("bob")];
  const [lounge, hers, his] = [await admin.join(id), await ann.join(id), await bob.join(id)];
  const { seq: root } = await hers.send("Who has the **kettle**? See `kitchen/shelf`, @admin.");
  await lounge.message(root).reply("I do.");
  await his.message(root).reply("Since when, @admin?");
  await his.message(root).react("👍");
  await lounge.message(root).pin();
  const { seq: edited } = await lounge.send("My own wrods");
  await lounge.message(edited).edit("My own words");
  const { seq: bad } = await his.send("Buy my watches");
  await hers.message(bad).report("Advertising");
  const picture = await ann.upload(new File([PIXEL], "kettle.png", { type: "image/png" }));
  const table = await ann.upload(new File(["a,b"], "table.csv", { type: "text/csv" }));
  await hers.send("Look", { files: [picture.id, table.id] });
  await lounge.setDraft("Something half");
  await lounge.schedule("Good morning", Date.now() + 86_400_000);
  const { code: invite } = await lounge.invites.create();
  await lounge.webhooks.create({ kind: 1, name: "CI" });
  const direct = await ann.channels.openDirect([admin.me!.id]);
  await direct.send("Tea?");
  const { id: elsewhere } = await bob.channels.create({ name: "workshop" });
  await admin.server.createEmoji("party_hat", (await admin.upload(new File([PIXEL], "hat.png"))).id);
  await admin.server.createSlashCommand({ name: "weather", url: "http://127.0.0.1:9/none" });
  const administration = await world.administration();
  await administration.createBot("builder");
  const { code: invitation } = await administration.invite();
  return { lounge: id, elsewhere, root, invite, invitation };
}
