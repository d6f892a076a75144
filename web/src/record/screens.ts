import { choiceScreen } from '@juxian/engine/kinds/choice/Screen.tsx';
import { choicesScreen } from '@juxian/engine/kinds/choices/Screen.tsx';
import { codeScreen } from '@juxian/engine/kinds/code/Screen.tsx';
import { computedScreen } from '@juxian/engine/kinds/computed/Screen.tsx';
import { dateScreen } from '@juxian/engine/kinds/date/Screen.tsx';
import { emailScreen } from '@juxian/engine/kinds/email/Screen.tsx';
import { entriesScreen } from '@juxian/engine/kinds/entries/Screen.tsx';
import { filesScreen } from '@juxian/engine/kinds/files/Screen.tsx';
import { identityNumberScreen } from '@juxian/engine/kinds/identityNumber/Screen.tsx';
import type { KindName } from '@juxian/engine/kinds/kind.ts';
import { longTextScreen } from '@juxian/engine/kinds/longText/Screen.tsx';
import { momentScreen } from '@juxian/engine/kinds/moment/Screen.tsx';
import { moneyScreen } from '@juxian/engine/kinds/money/Screen.tsx';
import { monthScreen } from '@juxian/engine/kinds/month/Screen.tsx';
import { numberScreen } from '@juxian/engine/kinds/number/Screen.tsx';
import { periodScreen } from '@juxian/engine/kinds/period/Screen.tsx';
import { personScreen } from '@juxian/engine/kinds/person/Screen.tsx';
import { phoneScreen } from '@juxian/engine/kinds/phone/Screen.tsx';
import { photoScreen } from '@juxian/engine/kinds/photo/Screen.tsx';
import { refScreen } from '@juxian/engine/kinds/ref/Screen.tsx';
import { refsScreen } from '@juxian/engine/kinds/refs/Screen.tsx';
import { regionScreen } from '@juxian/engine/kinds/region/Screen.tsx';
import type { KindScreen, Screen } from '@juxian/engine/kinds/screen.ts';
import { sequenceScreen } from '@juxian/engine/kinds/sequence/Screen.tsx';
import { textScreen } from '@juxian/engine/kinds/text/Screen.tsx';

/** A screen is only given values of its own kind: the answer says which kind a field is. */
const any = <V>(screen: Screen<V>): KindScreen => screen as never;

const screens: Record<KindName, KindScreen> = {
  text: any(textScreen),
  longText: any(longTextScreen),
  number: any(numberScreen),
  money: any(moneyScreen),
  date: any(dateScreen),
  moment: any(momentScreen),
  month: any(monthScreen),
  period: any(periodScreen),
  choice: any(choiceScreen),
  choices: any(choicesScreen),
  code: any(codeScreen),
  region: any(regionScreen),
  ref: any(refScreen),
  refs: any(refsScreen),
  person: any(personScreen),
  identityNumber: any(identityNumberScreen),
  phone: any(phoneScreen),
  email: any(emailScreen),
  files: any(filesScreen),
  photo: any(photoScreen),
  entries: any(entriesScreen),
  sequence: any(sequenceScreen),
  computed: any(computedScreen),
};

export const screenOf = (kind: KindName): KindScreen => screens[kind];
