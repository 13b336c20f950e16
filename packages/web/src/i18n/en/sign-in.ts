export const signIn = {
  title: "Log in to Hubbub",
  name: "Name",
  password: "Password",
  logIn: "Log in",
  noAccount: "No account yet?",
  createAccount: "Create an account",
  haveAccount: "You have an account?",
  or: "or",
  withPasskey: "Log in with a passkey",
  forgotten: "Forgot your password?",
  askAdministrator: "An administrator can send you a link to set another one.",
  setAnother: "Set another one",
  forgottenAbout:
    "If your account has an e-mail address that you have confirmed, you get a mail with a link to set another password.",
  nameOrEmail: "Name or e-mail address",
  sendLink: "Send the link",
  mailOnItsWay:
    "If there is such an account, with a confirmed address, a mail is on its way to it. If none comes, look among spam, or ask an administrator.",
  inviteOnly: "To create an account here you need an invitation: ask somebody who is here for the link.",
  closed: "Accounts are made by an administrator here.",
  sessionEnded: {
    revoked: "You were logged out from elsewhere. What you began to write is kept: log in again to go on.",
    password: "You were logged out: your password was changed. Log in with the new one to go on.",
    disabled: "Your account was disabled by an administrator. Ask them if you think that's a mistake.",
    unknown:
      "You were logged out: this session was ended from elsewhere, or not used for too long. Log in again to go on.",
  },
  toChannel: "You were invited to a channel. Log in or create an account, and you will be in it.",
  waitThenRetry: (seconds: number) => `You can try again in ${duration(seconds)}.`,
  methodsUnknown: "The server can't be reached just now, so not all ways to log in are known.",
  wrongPassword: "The name or the password is wrong. Check both, then try again.",
  ssoFailures: {
    refused: "The single sign-on didn't let you in. Try again, or log in another way.",
    away: "The single sign-on can't be reached just now. Try again in a moment, or log in another way.",
    elsewhere: "This single sign-on was begun in another window. Begin again here.",
  },
  ssoEnded: "This single sign-on took too long, or was used already. Begin again.",
  ssoGoing: "Logging you in…",
  noPasskey: "No passkey was used. Try again, or log in another way.",

  secondStep: "One more step",
  code: "Code",
  codeHint: "The six digits that your authenticator app shows, or one of your recovery codes.",
  withCode: "Continue",
  usePasskey: "Use a passkey",
  startOver: "Start over",

  join: "Create your account",
  joinAbout: "You were invited to this server.",
  nameHint: "How others mention you: @name. You can set a name to be shown later.",
  passwordHint: (bytes: number) => `At least ${bytes} characters. A few words are easier than signs.`,
  passwordShort: (bytes: number) => `Use at least ${bytes} characters.`,
  passwordLong: (bytes: number) => `Use at most ${bytes} characters.`,
  invitation: "Invitation code",
  invitationHint: "From the link that you were sent.",
  badInvitation:
    "This invitation was used up, was taken back, or has ended. Ask whoever sent it to you for another.",

  reset: "Set another password",
  resetAbout: "You will be logged out everywhere, and log in with the new password.",
  newPassword: "New password",
  setPassword: "Set password",
  resetDone: "Your password is set. Log in with it now.",
  resetCodeHint: "As it was sent to you.",
  badResetCode:
    "This link was used or has ended (it is good for a day), or a later one replaced it. Ask for another.",

  step: (step: number, of: number) => `Step ${step} of ${of}`,
  setup: "Welcome to Hubbub",
  setupAbout: "Your server is running. Make the first account: it is the administrator's.",
  setupCodeMissing:
    "This link is not complete. Open the link that the server printed when it was started, with the code at its end.",
  badSetupCode:
    "This code was used, or replaced when the server was started again. If the administrator has an account, log in. Otherwise start the server again, and open the link that it prints.",
  toLogin: "Log in instead",
  next: "Continue",
  nameServer: "Your server",
  nameServerAbout: "Both can be changed later, in the administration.",
  serverName: "The server's name",
  serverNameHint: "Your company, club or family, for instance.",
  firstChannel: "First channel",
  firstChannelHint: "Everybody who gets an account is in it.",
  defaultChannel: "general",
  invite: "Invite the others",
  inviteOpen: "Everybody who has this address can create an account.",
  inviteByCode: (uses: number) =>
    uses === 1
      ? "One account can be created with this link."
      : `${uses} accounts can be created with this link.`,
  inviteClosed:
    "Nobody can sign up: the server was started so. Start it with --signup invite to invite people by a link.",
  uses: "For how many people",
  people: (count: number) => (count === 1 ? "1 person" : `${count} people`),
  makeLink: "Make a link",
  inviteLink: "Invite link",
  inviteQr: "The invite link as a QR code",
};

function duration(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
