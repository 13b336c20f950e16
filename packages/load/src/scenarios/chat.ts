import { defineScenario } from "./scenario.ts";

export const scenario = defineScenario({
  name: "chat",
  summary: "everybody chats: ramp-up, plateau, ramp-down",
});
