import { toast } from "../design/toast.ts";

/** Does what a click asks for; what goes wrong is shown as a toast. `done` is said when it worked. */
export async function act(what: () => Promise<unknown>, done?: string): Promise<void> {
  try {
    await what();
    if (done !== undefined) toast.info(done);
  } catch (error) {
    toast.error(error);
  }
}
