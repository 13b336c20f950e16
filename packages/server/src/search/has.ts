/** What `has:` asks for. */
export const HAS = ["link", "file", "image", "pin", "reaction"] as const;
export type Has = (typeof HAS)[number];
