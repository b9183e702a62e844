import { clearable, count, date, list, longText, text } from "../common/declare.js";

/** A level of a scale. */
export const level = count(-2, 2);

/** The five descriptions of a scale, lowest level first. */
export const scale = list(text(500), { least: 5, most: 5 });

export const weight = count(1, 5);

/** What an objective has, too. */
export const describedFields = {
  why: clearable(longText(2_000), "Why it matters. Sponsors never see it."),
  targetDate: clearable(date, "The day by which it is to be reached."),
};

/** What measures a goal. It can change until work starts. */
export const scaleFields = {
  scale: clearable(
    scale,
    "What each level means, from -2 to 2: much less than expected, less, expected, more, much more: {range}, each of 1 to 500 characters. Goals of coaching alone have a scale.",
  ),
  baselineLevel: clearable(level, "The level at the beginning, {range}. 0 is what is expected."),
};
