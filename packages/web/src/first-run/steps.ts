/** Account, server, invite link. */
export const SETUP_STEPS = 3;
