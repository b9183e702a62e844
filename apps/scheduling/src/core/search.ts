/**
 * The index of the first element for which `holds` is true, or the list's length. The list must be partitioned: `holds`
 * is false for every element before that index, and true from it on. O(log n).
 */
export function firstIndex<T>(list: readonly T[], holds: (element: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
