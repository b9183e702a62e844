/** Where the demo is written. */
export interface DemoOptions {
  /** The database's URL for its owner. */
  ownerUrl: string;
  /** The database's URL for the gateway's role. */
  gatewayUrl: string;
  /** The database's URL for the scheduling service's role. */
  schedulingUrl: string;
}

/** Writes the demo firm unless it is there. */
export async function seedDemo(_options: DemoOptions): Promise<void> {}
