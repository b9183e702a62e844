/** An amount with its noun: "1 session", "2 sessions". */
export function amountText(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** A number of minutes, in hours if they are whole: "90 minutes", "24 hours". */
export function minutesText(minutes: number): string {
  return minutes > 0 && minutes % 60 === 0 ? amountText(minutes / 60, "hour") : amountText(minutes, "minute");
}
