/** How much is generated. */
export interface Size {
  readonly name: string;
  readonly firms: number;
  /** Of all firms together, about. */
  readonly sessions: number;
}

/** Each has ten times the rows of the one before, or (large) as many as one server is asked to bear. */
export const sizes = {
  small: { name: "small", firms: 50, sessions: 250_000 },
  medium: { name: "medium", firms: 500, sessions: 2_500_000 },
  large: { name: "large", firms: 2_000, sessions: 10_000_000 },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof sizes;

/**
 * Sessions of each firm, the largest first: the n-th firm has an n-th of the first one's (Zipf), as customers of one
 * deployment do. So the largest firm, which is measured, grows with the whole.
 */
export function sessionsPerFirm({ firms, sessions }: Size): number[] {
  const shares = Array.from({ length: firms }, (_, place) => 1 / (place + 1));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => Math.round((sessions * share) / sum));
}
