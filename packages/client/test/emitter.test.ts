import { expect, test } from "bun:test";

import { Emitter } from "../src/emitter.ts";

interface Events {
  said: string;
  done: { ok: boolean };
}

class Speaker extends Emitter<Events> {
  say(text: string): boolean {
    return this.emit("said", text);
  }
}

test("[K3.1] listeners are called in their order, and not after they were taken away", () => {
  const speaker = new Speaker();
  const heard: string[] = [];
  const off = speaker.on("said", (text) => heard.push(`a ${text}`));
  speaker.on("said", (text) => heard.push(`b ${text}`));
  speaker.say("1");
  off();
  speaker.say("2");
  expect(heard).toEqual(["a 1", "b 1", "b 2"]);
});

test("[K3.2] a listener added by a listener waits for the next event", () => {
  const speaker = new Speaker();
  const heard: string[] = [];
  speaker.on("said", (text) => {
    speaker.on("said", () => heard.push(text));
  });
  speaker.say("1");
  expect(heard).toEqual([]);
});

test("[K3.3] a listener that throws keeps nobody from the event, and its error is reported as uncaught", async () => {
  const script = `
    import { Emitter } from "./src/emitter.ts";
    class Speaker extends Emitter { say() { this.emit("said", "1"); } }
    const speaker = new Speaker();
    process.on("uncaughtException", (error) => console.log("uncaught", error.message));
    speaker.on("said", () => { throw new Error("mine"); });
    speaker.on("said", (text) => console.log("heard", text));
    speaker.say();
  `;
  const cwd = new URL("..", import.meta.url).pathname;
  const child = Bun.spawn([process.execPath, "-e", script], { cwd, stdout: "pipe" });
  expect(await new Response(child.stdout).text()).toBe("heard 1\nuncaught mine\n");
});

test("[K3.4] once resolves with the wanted event and leaves no listener behind", async () => {
  const speaker = new Speaker();
  const said = speaker.once("said", (text) => text === "2");
  speaker.say("1");
  expect(speaker.listenerCount("said")).toBe(1);
  speaker.say("2");
  expect([await said, speaker.listenerCount()]).toEqual(["2", 0]);
});

test("[K3.5] emit tells whether anybody listened", () => {
  const speaker = new Speaker();
  expect(speaker.say("1")).toBe(false);
  speaker.on("said", () => {});
  expect(speaker.say("2")).toBe(true);
});
