// The entry point of a bundle that runs in other runtimes.
import * as protocol from "../../src/index.ts";
import { exercise } from "./exercise.ts";

console.log(JSON.stringify(exercise(protocol)));
