/** The kind of the jobs that send mails. */
export const MAIL_JOB = "mail";

export interface Mail {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html?: string;
  headers?: Record<string, string>;
}
