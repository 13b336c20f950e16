/** A request as a webhook's URL got it. */
export interface ReceivedRequest {
  path: string;
  headers: Record<string, string>;
  text: string;
}

/** A server that webhooks may go to. */
export function startReceiver(
  answer: (request: ReceivedRequest, number: number) => Response | undefined = () => undefined,
) {
  const received: ReceivedRequest[] = [];
  const waiting: { count: number; resolve(): void }[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { pathname: path } = new URL(request.url);
      const one = { path, headers: request.headers.toJSON(), text: await request.text() };
      received.push(one);
      for (const { count, resolve } of waiting) if (received.length >= count) resolve();
      return answer(one, received.length) ?? new Response(null, { status: 204 });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    received,
    /** Resolves when there have been so many requests. */
    until(count: number): Promise<void> {
      if (received.length >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    close: () => server.stop(true),
  };
}
