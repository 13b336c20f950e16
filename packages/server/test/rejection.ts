/**
 * What the promise is rejected with; throws if it is not. Bun's `expect(promise).rejects` can't be used for what
 * a worker answers: it waits in a loop of its own, in which messages of workers don't arrive.
 */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was fulfilled");
}
