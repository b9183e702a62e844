/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface PartnerEvents {
  "api_key.created": { apiKey: string };
  "api_key.updated": { apiKey: string };
  "api_key.rotated": { apiKey: string };
  "api_key.revoked": { apiKey: string };
  "bulk_export.created": { bulkExport: string };
  "bulk_export.ended": { bulkExport: string };
  "webhook.created": { webhookEndpoint: string };
  "webhook.updated": { webhookEndpoint: string };
  "webhook.secret_rotated": { webhookEndpoint: string };
  "webhook.enabled": { webhookEndpoint: string };
  "webhook.disabled": { webhookEndpoint: string };
  "webhook.archived": { webhookEndpoint: string };
  "webhook.tested": { webhookEndpoint: string; webhookDelivery: string };
  /** One message, or all from an instant on. */
  "webhook.replayed": { webhookEndpoint: string; webhookDelivery?: string };
}
