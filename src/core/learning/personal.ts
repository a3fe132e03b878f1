/**
 * What may tell who somebody is: numbers as long as a telephone's or an order's, addresses of any kind, a name that is told.
 * Knowledge is kept for ever and cannot be erased by identity (invariant 11), so none of that becomes a phrasing.
 */
const PERSONAL =
  /\d(?:[\s-]?\d){5}|[^\s@]+@[^\s@]+|https?:|www\.|(?:我叫|姓名|名字是|收件人|微信号?|qq|电话|手机号?)[:：是]?\s*[\p{L}\d]{2}|[省市区县].{1,12}[路街道巷村号楼]|\d+[号栋幢单元室楼]/iu;

export const looksPersonal = (text: string): boolean => PERSONAL.test(text.normalize("NFKC"));
