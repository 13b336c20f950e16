// Starts the accounts service as a child with an IPC channel, as the gateway does, tells its port and then waits to be
// killed. The child has this process's stdout too, which ends when both are gone.
const [data = ""] = process.argv.slice(2);
const script = new URL("./accounts-commands.process.ts", import.meta.url).pathname;
const child = Bun.spawn(
  [process.execPath, script, "auth", "--port", "0", "--data", data, "--log-level", "silent"],
  {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (message) => console.log(JSON.stringify(message)),
  },
);
await child.exited;
