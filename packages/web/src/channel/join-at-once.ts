/** State of the history's entry of an invite link whose user has said already that they want to join. */
export const JOIN_AT_ONCE = { joinAtOnce: true } as const;

export function joinsAtOnce(): boolean {
  return (history.state as Partial<typeof JOIN_AT_ONCE> | null)?.joinAtOnce === true;
}
