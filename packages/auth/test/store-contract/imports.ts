import { expect, test } from "bun:test";

import { type MakeDatabase, openEach } from "./opened.ts";
import { person } from "./samples.ts";

const OTHERS = { sameNames: false };

/** People from another chat. */
export function importsContract(make: MakeDatabase): void {
  const opened = openEach(make);

  test("[I7.1] people of a source get an account each, once, with a name that nobody has", async () => {
    const { store, other, makeAccount } = opened();
    await makeAccount("Ann");
    const people = [person("ann"), person("\u0000"), person("bob", { guest: true, disabled: true })];
    const first = await store.imports.take("slack", people, OTHERS);
    expect(first.map(({ id, name, isNew }) => [id, name, isNew])).toEqual([
      [2, "ann-2", true],
      [3, "user", true],
      [4, "bob", true],
    ]);
    const again = await other.imports.take("slack", people, OTHERS);
    expect(again).toEqual(first.map((account) => Object.assign({}, account, { isNew: false })));
    expect((await store.imports.take("else", [person("bob")], OTHERS))[0]).toMatchObject({
      id: 5,
      name: "bob-2",
    });
    expect(await store.account(4)).toMatchObject({
      guest: true,
      disabled: true,
      passwordHash: undefined,
      createdAt: 4000,
    });
  });

  test("[I7.2] with same names who is called like a person is that person, but two of a source are two", async () => {
    const { store, makeAccount } = opened();
    await makeAccount("Ann");
    await makeAccount("robot", { bot: true });
    const people = ["ann", "ANN", "robot"].map((name) => person(name));
    const taken = await store.imports.take("slack", people, { sameNames: true });
    expect(taken.map(({ id, name, isNew }) => [id, name, isNew])).toEqual([
      [1, "Ann", false],
      [3, "ANN-2", true],
      [4, "robot-2", true],
    ]);
  });

  test("[I7.3] an imported account is unclaimed until its owner has a way in; of two with one address neither is", async () => {
    const { store, makeAccount } = opened();
    const email = "ann@example.org";
    const [ann] = await store.imports.take("slack", [person("ann", { email })], OTHERS);
    expect(await store.imports.unclaimed("ANN@example.org")).toBe(ann!.id);
    expect(await store.imports.unclaimed("bob@example.org")).toBeUndefined();
    await store.identities.link(ann!.id, { issuer: "https://id.example.org", subject: "1" }, 5000);
    expect(await store.imports.unclaimed(email)).toBeUndefined();
    await store.imports.take("slack", [person("b", { email }), person("c", { email })], OTHERS);
    expect(await store.imports.unclaimed(email)).toBeUndefined();
    await makeAccount("not imported", { passwordHash: undefined, email: "dee@example.org" });
    expect(await store.imports.unclaimed("dee@example.org")).toBeUndefined();
  });
}
