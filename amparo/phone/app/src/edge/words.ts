// The words of one language: a flat table, made of the pack's words. A word that is missing shows its key,
// so that a test finds it; it never shows another language's word as if it were this one's.

export type Table = Readonly<Record<string, string>>;

export class Words {
  /** The words of the pack, once there is one; they go before the app's own. */
  pack: Table = {};

  constructor(
    readonly language: string,
    private readonly table: Table,
  ) {}

  /** Say a word of the phone; `{name}` in it is filled. */
  t = (key: string, fill: Record<string, string | number> = {}): string =>
    this.say(`phone.${key}`, fill);

  /** Say a word of the pack by its whole key. */
  say(key: string, fill: Record<string, string | number> = {}): string {
    const word = this.pack[key] ?? this.table[key] ?? key;
    return word.replace(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole));
  }

  has = (key: string): boolean => key in this.pack || key in this.table;

  /** Say a day as the language does; the weekday stands first, because people think in them. */
  day(moment: Date, zone: string): string {
    const form = { weekday: "long", day: "numeric", month: "long", timeZone: zone } as const;
    return new Intl.DateTimeFormat(this.language, form).format(moment);
  }

  hour(moment: Date, zone: string): string {
    const form = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone } as const;
    return new Intl.DateTimeFormat(this.language, form).format(moment);
  }
}
