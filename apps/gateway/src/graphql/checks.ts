import { flawOfName, flawOfText, isBlank } from "@coachwork/platform";
import { z } from "zod";

/** What is wrong with a value, and what would be right. */
export interface Fault {
  readonly code: "REQUIRED" | "INVALID";
  readonly message: string;
}

/** What ends a command because of a value; every command's context can. */
interface Refuses {
  refuse(code: Fault["code"], field: string, message: string): never;
}

/** What is wrong with a text that must say something, in at most `max` characters (code points, as PostgreSQL counts). */
export function faultOfText(value: string, field: string, max: number): Fault | undefined {
  return faultOf(value, field, max, flawOfText(value));
}

/** As `faultOfText`, for a name: a single line, the same in whatever it stands. */
export function faultOfName(value: string, field: string, max: number): Fault | undefined {
  return faultOf(value, field, max, flawOfName(value));
}

function faultOf(value: string, field: string, max: number, flaw: string | undefined): Fault | undefined {
  if (isBlank(value)) return { code: "REQUIRED", message: `${field} is empty: give 1 to ${max} characters.` };
  const length = [...value].length;
  if (length > max) return { code: "INVALID", message: `${field} has ${length} characters: give 1 to ${max}.` };
  return flaw === undefined ? undefined : { code: "INVALID", message: `${field} contains ${flaw}: leave it out.` };
}

const address = z.email();

/**
 * What is wrong with an e-mail address. Only ASCII will do (a domain in other letters has an ASCII form, xn--): it is what
 * people sign in with, and has the same small letters for us as for the database.
 */
export function faultOfEmail(value: string, field: string): Fault | undefined {
  const fault = faultOfName(value, field, 254);
  if (fault || address.safeParse(value).success) return fault;
  return {
    code: "INVALID",
    message: `${field} is ${quoted(value)}: give an e-mail address, such as name@firm.example.`,
  };
}

/** What is wrong with the tag of a language. */
export function faultOfLocale(value: string, field: string): Fault | undefined {
  const fault = faultOfName(value, field, 35);
  if (fault || canonical(value) !== undefined) return fault;
  return {
    code: "INVALID",
    message: `${field} is ${quoted(value)}: give a language tag (BCP 47), such as en or pt-BR.`,
  };
}

/** A name without the white space around it, or the end of the command. */
export function named(context: Refuses, value: string, field: string, max: number): string {
  const trimmed = value.trim();
  const fault = faultOfName(trimmed, field, max);
  return fault ? context.refuse(fault.code, field, fault.message) : trimmed;
}

/** A text of any number of lines, without the white space around it, or the end of the command. */
export function text(context: Refuses, value: string, field: string, max: number): string {
  const trimmed = value.trim();
  const fault = faultOfText(trimmed, field, max);
  return fault ? context.refuse(fault.code, field, fault.message) : trimmed;
}

export function email(context: Refuses, value: string, field: string): string {
  const trimmed = value.trim();
  const fault = faultOfEmail(trimmed, field);
  return fault ? context.refuse(fault.code, field, fault.message) : trimmed;
}

/** A language's tag in its usual spelling. */
export function locale(context: Refuses, value: string, field: string): string {
  const fault = faultOfLocale(value, field);
  return fault ? context.refuse(fault.code, field, fault.message) : spelled(value);
}

/** The usual spelling of a language's tag that has no fault: `en-GB` for `EN-gb`. */
export function spelled(tag: string): string {
  return canonical(tag) ?? tag;
}

/** A value as a message shows it: short, however long it is. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
