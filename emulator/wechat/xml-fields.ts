/** The fields of a push, by their names, in order. */
export type XmlFields = { readonly [name: string]: string | number | XmlFields };
