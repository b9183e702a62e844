/** The number of line ends in a text: LF, CR or both, in any mix. */
export function lineBreaksIn(text: string): number {
  let breaks = 0;
  for (let place = text.indexOf("\n"); place >= 0; place = text.indexOf("\n", place + 1)) breaks += 1;
  for (let place = text.indexOf("\r"); place >= 0; place = text.indexOf("\r", place + 1))
    if (text[place + 1] !== "\n") breaks += 1;
  return breaks;
}
