import { type Arguments, type InputFields, optionsOf } from "@coachwork/schema";
import { Arg } from "type-graphql";

/**
 * Declares a field's arguments. The method receives their values as an object after its decorated parameters:
 * `method(@Ctx() context, values)`.
 */
export function Takes<Fields extends InputFields>({ fields }: Arguments<Fields>): MethodDecorator {
  return (prototype, name, descriptor) => {
    const names = Object.keys(fields);
    const method = descriptor.value as unknown as (...given: unknown[]) => unknown;
    const place = method.length - 1;
    names.forEach((argument, index) => {
      const { kind } = fields[argument]!;
      Arg(argument, kind.type as () => typeof String, optionsOf(fields[argument]!))(prototype, name, place + index);
    });
    descriptor.value = function (this: unknown, ...given: unknown[]) {
      const values = Object.fromEntries(names.map((argument, index) => [argument, given[place + index]]));
      return method.call(this, ...given.slice(0, place), values);
    } as never;
  };
}
