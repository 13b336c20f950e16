/** The accounts service: `startAuth` runs it, `openAccounts` is for administrators on the machine. */
export { type Revocation, type RevocationReason } from "./accounts/account-store.ts";
export { AccountsRefused, AccountsUnavailable } from "./accounts/account-store.ts";
export { type Accounts, type AccountSummary, openAccounts, OrderRefused } from "./accounts/open-accounts.ts";
export { ConfigRefused } from "./check-config.ts";
export { type AuthConfig, authDefaults } from "./config.ts";
export { AUTH_ERRORS, type AuthErrorName } from "./errors.ts";
export { type BucketSize } from "./limits/token-buckets.ts";
export { createLog, LOG_LEVELS, type LogLevel } from "./log.ts";
export { type AuthDeps, type AuthService, startAuth } from "./start-auth.ts";
export { TOKEN_PARTY, TOKEN_TYPE } from "./tokens/access-token.ts";
export { type TokenResponse } from "./tokens/sessions.ts";
