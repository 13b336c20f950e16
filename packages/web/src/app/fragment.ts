/** A value of the address's fragment, such as the code of `#code=…`; codes stand there, where no server or log sees them. */
export function fromFragment(name: string): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? undefined;
}
