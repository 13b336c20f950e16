/** The accounts service: `startAuth` runs it, `openAccounts` is for administrators on the machine. */
export { type Revocation, type RevocationReason } from "./accounts/account-store.ts";
export { AccountsRefused, AccountsUnavailable } from "./accounts/account-store.ts";
export { type SessionSummary } from "./accounts/account-store.ts";
export { type Role } from "./accounts/account-store.ts";
export { type BotToken } from "./accounts/bot-store.ts";
export { type ImportedAccount, type ImportedPerson } from "./accounts/import-store.ts";
export { type Invitation } from "./accounts/invitation-store.ts";
export { type BotSummary } from "./accounts/local-bots.ts";
export { type Accounts, type AccountSummary, openAccounts } from "./accounts/open-accounts.ts";
export { OrderRefused } from "./accounts/order-refused.ts";
export { ConfigRefused } from "./check-config.ts";
export { type AuthConfig, authDefaults, type OidcConfig, SIGNUP_MODES, type SignupMode } from "./config.ts";
export { AUTH_ERRORS, type AuthErrorName } from "./errors.ts";
export { type BucketSize } from "./limits/token-buckets.ts";
export { createLog, LOG_LEVELS, type LogLevel } from "./log.ts";
export { type AuthDeps, type AuthService, startAuth } from "./start-auth.ts";
export { TOKEN_PARTY, TOKEN_TYPE } from "./tokens/access-token.ts";
export { type TokenResponse } from "./tokens/sessions.ts";
