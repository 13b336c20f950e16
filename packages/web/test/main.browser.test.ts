import { browserTests } from "./browser/browser-tests.ts";

browserTests("main screen", (test) => {
  test("[U30.1] what one sends is seen by the other", async (world) => {
    const id = await world.channel("tea", ["ann", "bob"]);
    const [ann, bob] = [
      await world.person("ann", { path: `/c/${id}` }),
      await world.person("bob", { path: `/c/${id}`, theme: "dark" }),
    ];
    const composer = ann.page.getByRole("textbox", { name: "Message tea" });
    await composer.fill("shall we?");
    await ann.button("Send").click();
    await bob.page.getByRole("log").getByText("shall we?").waitFor();
  });
});
