import { DefaultNamingStrategy, type NamingStrategyInterface } from "typeorm";

/** Properties are camelCase, columns snake_case. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
