export const morningsAndAfternoons: [number, number][] = [
  [9 * 60, 12 * 60 + 30],
  [13 * 60 + 30, 17 * 60],
];

/** A coach of both firms, who chooses one after signing in. */
export const robin = { name: "Robin Achterberg", email: "robin@coaches.example", timeZone: "Europe/Amsterdam" };
