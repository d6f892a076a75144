/** Levels of posts and ranks (ZB09). The names are those of the workbook of 2018; 01A01 to 01A12 and 01D to 01G are codes given here. */
export const postLevels = `
  01 公务员（参照管理人员） Civil servants
  0101 国家级正职 National level, chief
  0102 国家级副职 National level, deputy
  0111 省部级正职 Provincial level, chief
  0112 省部级副职 Provincial level, deputy
  0121 厅局级正职 Bureau level, chief
  0122 厅局级副职 Bureau level, deputy
  0131 县处级正职 County level, chief
  0132 县处级副职 County level, deputy
  0141 乡科级正职 Township level, chief
  0142 乡科级副职 Township level, deputy
  0150 科员 Staff member
  0160 办事员 Clerk
  0198 试用期人员（公务员） On probation (civil servants)
  0199 其他（公务员） Other (civil servants)
  01A 综合管理类职级 Ranks of the comprehensive class
  01A01 一级巡视员 Inspector, grade 1
  01A02 二级巡视员 Inspector, grade 2
  01A03 一级调研员 Researcher, grade 1
  01A04 二级调研员 Researcher, grade 2
  01A05 三级调研员 Researcher, grade 3
  01A06 四级调研员 Researcher, grade 4
  01A07 一级主任科员 Principal staff member, grade 1
  01A08 二级主任科员 Principal staff member, grade 2
  01A09 三级主任科员 Principal staff member, grade 3
  01A10 四级主任科员 Principal staff member, grade 4
  01A11 一级科员 Staff member, grade 1
  01A12 二级科员 Staff member, grade 2
  01B 专业技术类职级 Ranks of the professional class
  01B01 一级总监 Director, grade 1
  01B02 二级总监 Director, grade 2
  01B03 一级高级主管 Senior specialist, grade 1
  01B04 二级高级主管 Senior specialist, grade 2
  01B05 三级高级主管 Senior specialist, grade 3
  01B06 四级高级主管 Senior specialist, grade 4
  01B07 一级主管 Specialist, grade 1
  01B08 二级主管 Specialist, grade 2
  01B09 三级主管 Specialist, grade 3
  01B10 四级主管 Specialist, grade 4
  01B11 专业技术员 Technician
  01B98 试用期人员（专业技术类） On probation (professional class)
  01C 行政执法类职级 Ranks of the enforcement class
  01C01 督办 Supervisor
  01C02 一级高级主办 Senior officer, grade 1
  01C03 二级高级主办 Senior officer, grade 2
  01C04 三级高级主办 Senior officer, grade 3
  01C05 四级高级主办 Senior officer, grade 4
  01C06 一级主办 Officer, grade 1
  01C07 二级主办 Officer, grade 2
  01C08 三级主办 Officer, grade 3
  01C09 四级主办 Officer, grade 4
  01C10 一级行政执法员 Enforcement agent, grade 1
  01C11 二级行政执法员 Enforcement agent, grade 2
  01C98 试用期人员（行政执法类） On probation (enforcement class)
  01D 法官等级 Grades of judges
  01D01 首席大法官 Chief justice
  01D02 一级大法官 Justice, grade 1
  01D03 二级大法官 Justice, grade 2
  01D04 一级高级法官 Senior judge, grade 1
  01D05 二级高级法官 Senior judge, grade 2
  01D06 三级高级法官 Senior judge, grade 3
  01D07 四级高级法官 Senior judge, grade 4
  01D08 一级法官 Judge, grade 1
  01D09 二级法官 Judge, grade 2
  01D10 三级法官 Judge, grade 3
  01D11 四级法官 Judge, grade 4
  01D12 五级法官 Judge, grade 5
  01E 检察官等级 Grades of procurators
  01E01 首席大检察官 Procurator-general
  01E02 一级大检察官 Chief procurator, grade 1
  01E03 二级大检察官 Chief procurator, grade 2
  01E04 一级高级检察官 Senior procurator, grade 1
  01E05 二级高级检察官 Senior procurator, grade 2
  01E06 三级高级检察官 Senior procurator, grade 3
  01E07 四级高级检察官 Senior procurator, grade 4
  01E08 一级检察官 Procurator, grade 1
  01E09 二级检察官 Procurator, grade 2
  01E10 三级检察官 Procurator, grade 3
  01E11 四级检察官 Procurator, grade 4
  01E12 五级检察官 Procurator, grade 5
  01F 执法勤务警员职务等级 Grades of police on duty
  01F01 一级警务专员 Police commissioner, grade 1
  01F02 二级警务专员 Police commissioner, grade 2
  01F03 一级高级警长 Senior sergeant, grade 1
  01F04 二级高级警长 Senior sergeant, grade 2
  01F05 三级高级警长 Senior sergeant, grade 3
  01F06 四级高级警长 Senior sergeant, grade 4
  01F07 一级警长 Sergeant, grade 1
  01F08 二级警长 Sergeant, grade 2
  01F09 三级警长 Sergeant, grade 3
  01F10 四级警长 Sergeant, grade 4
  01F11 一级警员 Police officer, grade 1
  01F12 二级警员 Police officer, grade 2
  01G 警务技术等级 Grades of police technicians
  01G01 警务技术一级总监 Police technical director, grade 1
  01G02 警务技术二级总监 Police technical director, grade 2
  01G03 警务技术一级主任 Police technical chief, grade 1
  01G04 警务技术二级主任 Police technical chief, grade 2
  01G05 警务技术三级主任 Police technical chief, grade 3
  01G06 警务技术四级主任 Police technical chief, grade 4
  01G07 警务技术一级主管 Police technical specialist, grade 1
  01G08 警务技术二级主管 Police technical specialist, grade 2
  01G09 警务技术三级主管 Police technical specialist, grade 3
  01G10 警务技术四级主管 Police technical specialist, grade 4
  01G11 警务技术员 Police technician
  03 事业单位专业技术岗位 Professional posts of institutions
  0311 技术一级（正高级） Professional grade 1 (full senior)
  0312 技术二级（正高级） Professional grade 2 (full senior)
  0313 技术三级（正高级） Professional grade 3 (full senior)
  0314 技术四级（正高级） Professional grade 4 (full senior)
  0321 技术五级（副高级） Professional grade 5 (associate senior)
  0322 技术六级（副高级） Professional grade 6 (associate senior)
  0323 技术七级（副高级） Professional grade 7 (associate senior)
  0331 技术八级（中级） Professional grade 8 (intermediate)
  0332 技术九级（中级） Professional grade 9 (intermediate)
  0333 技术十级（中级） Professional grade 10 (intermediate)
  0341 技术十一级（助理级） Professional grade 11 (assistant)
  0342 技术十二级（助理级） Professional grade 12 (assistant)
  0351 技术十三级（员级） Professional grade 13 (technician)
  04 机关技术工人岗位 Skilled workers of organs
  0410 机关高级技师 Senior technician of an organ
  0420 机关技师 Technician of an organ
  0430 机关高级工 Senior worker of an organ
  0440 机关中级工 Intermediate worker of an organ
  0450 机关初级工 Junior worker of an organ
  05 机关普通工人岗位 Unskilled workers of organs
  0510 机关普通工人 Unskilled worker of an organ
  06 事业单位技术工人岗位 Skilled workers of institutions
  0610 技术工一级（高级技师） Skilled worker, grade 1
  0620 技术工二级（技师） Skilled worker, grade 2
  0630 技术工三级（高级工） Skilled worker, grade 3
  0640 技术工四级（中级工） Skilled worker, grade 4
  0650 技术工五级（初级工） Skilled worker, grade 5
  07 事业单位普通工人岗位 Unskilled workers of institutions
  0710 事业普通工人 Unskilled worker of an institution
  08 事业单位管理等级 Staff grades of institutions
  0811 一级职员 Staff, grade 1
  0812 二级职员 Staff, grade 2
  0821 三级职员 Staff, grade 3
  0822 四级职员 Staff, grade 4
  0831 五级职员 Staff, grade 5
  0832 六级职员 Staff, grade 6
  0841 七级职员 Staff, grade 7
  0842 八级职员 Staff, grade 8
  0850 九级职员 Staff, grade 9
  0860 十级职员 Staff, grade 10
  0899 其他（事业单位管理等级） Other (staff of institutions)
`;

/** Family relations (GB/T 4761) as the editor of the appointment form codes them. */
export const familyRelations = `
  10 父亲 Father
  11 母亲 Mother
  12 丈夫 Husband
  13 妻子 Wife
  14 儿子 Son
  15 女儿 Daughter
  16 哥哥 Elder brother
  17 弟弟 Younger brother
  18 姐姐 Elder sister
  19 妹妹 Younger sister
  20 长子 First son
  21 次子 Second son
  22 三子 Third son
  23 四子 Fourth son
  24 五子 Fifth son
  25 养子 Adopted son
  26 继子 Stepson
  27 女婿 Son-in-law
  28 长女 First daughter
  29 次女 Second daughter
  30 三女 Third daughter
  31 四女 Fourth daughter
  32 五女 Fifth daughter
  33 养女 Adopted daughter
  33A 继女 Stepdaughter
  34 儿媳 Daughter-in-law
  35 其他女儿 Other daughter
  36 孙子 Son's son
  37 孙女 Son's daughter
  38 外孙子 Daughter's son
  39 外孙女 Daughter's daughter
  40 公公 Husband's father
  41 婆婆 Husband's mother
  42 岳父 Wife's father
  43 岳母 Wife's mother
  44 继父 Stepfather
  45 养父 Adoptive father
  46 继母 Stepmother
  47 养母 Adoptive mother
  48 祖父 Father's father
  49 祖母 Father's mother
  50 外祖父 Mother's father
  51 外祖母 Mother's mother
  52 曾祖父 Great-grandfather
  53 曾祖母 Great-grandmother
  54 嫂子 Elder brother's wife
  55 弟媳 Younger brother's wife
  56 姐夫 Elder sister's husband
  57 妹夫 Younger sister's husband
  58 伯父 Father's elder brother
  59 伯母 Wife of father's elder brother
  60 叔父 Father's younger brother
  61 婶母 Wife of father's younger brother
  62 舅父 Mother's brother
  63 舅母 Wife of mother's brother
  64 姨父 Husband of mother's sister
  65 姨母 Mother's sister
  66 姑父 Husband of father's sister
  67 姑母 Father's sister
  68 堂兄 Elder male cousin (father's brother's line)
  69 堂弟 Younger male cousin (father's brother's line)
  70 堂姐 Elder female cousin (father's brother's line)
  71 堂妹 Younger female cousin (father's brother's line)
  72 表兄 Elder male cousin (other lines)
  73 表弟 Younger male cousin (other lines)
  74 表姐 Elder female cousin (other lines)
  75 表妹 Younger female cousin (other lines)
  76 侄子 Brother's son
  77 侄女 Brother's daughter
  78 外甥 Sister's son
  79 外甥女 Sister's daughter
`;

/** Pay levels of civil servants (ZB134). */
export const payLevels = `
  01 一级 Level 1
  02 二级 Level 2
  03 三级 Level 3
  04 四级 Level 4
  05 五级 Level 5
  06 六级 Level 6
  07 七级 Level 7
  08 八级 Level 8
  09 九级 Level 9
  10 十级 Level 10
  11 十一级 Level 11
  12 十二级 Level 12
  13 十三级 Level 13
  14 十四级 Level 14
  15 十五级 Level 15
  16 十六级 Level 16
  17 十七级 Level 17
  18 十八级 Level 18
  19 十九级 Level 19
  20 二十级 Level 20
  21 二十一级 Level 21
  22 二十二级 Level 22
  23 二十三级 Level 23
  24 二十四级 Level 24
  25 二十五级 Level 25
  26 二十六级 Level 26
  27 二十七级 Level 27
`;

/** Affiliation of units (ZB87). */
export const affiliations = `
  1 中央 The Centre
  11 中央一级 Central level
  12 中央设在省（区、市） Central, set in a province
  13 中央设在副省级市 Central, set in a deputy-provincial city
  14 中央设在市（地、州、盟） Central, set in a city
  15 中央设在直辖市辖区 Central, set in a municipal district
  16 中央设在副省级市市辖区 Central, set in a district of a deputy-provincial city
  17 中央设在县（市、区、旗） Central, set in a county
  18 中央设在乡（镇） Central, set in a town
  19 中央设在街道 Central, set in a subdistrict
  1A 中央设在国外（境外） Central, set abroad
  2 省 Province
  21 省（区、市）一级 Provincial level
  22 省（区、市）设在副省级市 Provincial, set in a deputy-provincial city
  23 省（区、市）设在市（地、州、盟） Provincial, set in a city
  24 省（区、市）设在直辖市辖区 Provincial, set in a municipal district
  25 省（区、市）设在副省级市市辖区 Provincial, set in a district of a deputy-provincial city
  26 省（区、市）设在县（市、区、旗） Provincial, set in a county
  27 省（区、市）设在乡（镇） Provincial, set in a town
  28 省（区、市）设在街道 Provincial, set in a subdistrict
  29 省（区、市）设在国外（境外） Provincial, set abroad
  3 副省级市（大类） Deputy-provincial cities
  31 副省级市 Deputy-provincial city
  32 副省级市设在地方 Deputy-provincial city, set elsewhere
  4 市（地、州、盟） Cities
  41 省辖市 City under a province
  42 地区 Prefecture
  43 自治州 Autonomous prefecture
  44 盟 League
  45 市（地、州、盟）设在地方 City, set elsewhere
  5 直辖市辖区 Municipal district
  6 副省级市市辖区 District of a deputy-provincial city
  7 县（市、区、旗） Counties
  71 省辖市辖区 District of a city
  72 县级市 County-level city
  73 县 County
  74 自治县 Autonomous county
  75 旗 Banner
  76 自治旗 Autonomous banner
  8 乡（镇）、街道 Towns and subdistricts
  81 镇 Town
  82 乡 Township
  83 街道 Subdistrict
`;
