import { apiIdOf, type Entity } from "@coachwork/reader";
import {
  ActionItem,
  Agreement,
  AssignedWorksheet,
  Credential,
  Engagement,
  Feedback,
  type Firm,
  HoursConsent,
  Introduction,
  SurveyInvitation,
  Match,
  WebhookEndpoint,
} from "@coachwork/schema";

/** The pages that a firm's own application has, by the first part of their path. docs/letters.md promises them to those who build it. */
const pages = {
  "action-items": ActionItem,
  agreements: Agreement,
  credentials: Credential,
  engagements: Engagement,
  feedback: Feedback,
  "hours-consents": HoursConsent,
  introductions: Introduction,
  surveys: SurveyInvitation,
  matches: Match,
  webhooks: WebhookEndpoint,
  worksheets: AssignedWorksheet,
} as const satisfies Readonly<Record<string, Entity>>;

/** Where a firm's own application shows an object. Null if the firm has none. */
export function frontendPage(frontendUrl: Firm["frontendUrl"], page: keyof typeof pages, id: string): string | null {
  return frontendUrl === null ? null : `${frontendUrl}/${page}/${apiIdOf(pages[page], id)}`;
}
