/** Addresses of the client's screens. */
export const routes = {
  home: "/",
  login: "/login",
  /** `#code=CODE` */
  setup: "/setup",
  /** For an account: `#invitation=CODE` */
  join: "/join",
  /** For a channel. */
  invite: (code: string) => `/invite/${code}`,
  /** `#code=CODE` */
  resetPassword: "/reset-password",
  channel: (id: number, { at, thread }: { at?: number; thread?: number } = {}) => {
    const query = new URLSearchParams();
    if (at !== undefined) query.set("at", String(at));
    if (thread !== undefined) query.set("thread", String(thread));
    return `/c/${id}${query.size > 0 ? `?${query}` : ""}`;
  },
  threads: "/threads",
  mentions: "/mentions",
  drafts: "/drafts",
  browse: "/browse",
  search: (query: string) => `/search?q=${encodeURIComponent(query)}`,
  /** Without a page: on phones the list of them. */
  settings: (page?: string) => (page === undefined ? "/settings" : `/settings/${page}`),
  admin: (page = "health") => `/admin/${page}`,
};
