export { BulkExport, type BulkExportState } from "./bulk-export.js";
export { CoachworkClient, type FirmName, type Given, type SignedIn, type SignInOptions } from "./client.js";
export type { Connection, NodeOf } from "./connection.js";
export type { TypedDocument, Values } from "./document.js";
export {
  ApiError,
  type ApiErrorDetails,
  BulkExportFailed,
  ConnectionError,
  type GraphQLErrorBody,
  ResyncRequired,
  SocketClosed,
  type UserError,
  UserErrors,
} from "./errors.js";
export type { Uploadable } from "./files.js";
export type { CallOptions, ClientOptions, Token } from "./gateway.js";
export { graphql, type ResultOf, type SchemaType, type VariablesOf } from "./graphql.js";
export type { RetryOptions } from "./retry.js";
export { type SubscribeOptions, Subscription } from "./subscription.js";
export { type Payload, succeeded } from "./succeeded.js";
export { type RequestHeaders, verifyWebhook, WebhookVerificationError } from "./webhooks.js";
