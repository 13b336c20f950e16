/** The accounts service's file in the data folder; the gateway's is STORE_FILE of @hubbub/server. */
export const ACCOUNTS_FILE = "accounts.sqlite";
