"""Word lists of names by culture, the common ones first. Ordinary names of no one in particular."""

from __future__ import annotations

JAPANESE_SURNAMES = """
Sato Suzuki Takahashi Tanaka Ito Watanabe Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki
Yamaguchi Matsumoto Inoue Kimura Hayashi Saito Shimizu Yamazaki Mori Ikeda Hashimoto Abe Ishikawa
Yamashita Nakajima Maeda Ogawa Fujita Okada Goto Hasegawa Murakami Kondo Ishii Sakamoto Endo Aoki
Fujii Nishimura Fukuda Ota Miura Fujiwara Okamoto Matsuda Nakagawa Nakano Harada Ono Tamura
Takeuchi Kaneko Wada Nakayama Ishida Ueda Morita Hara Shibata Sakai Kudo Yokoyama Miyazaki
Miyamoto Uchida Takagi Ando Taniguchi Ohno Maruyama Imai Takada Fujimoto Takeda Murata Ueno
Sugiyama Masuda Sugawara Hirano Kojima Otsuka Chiba Kubo Matsui Iwasaki Sakurai Kinoshita Noguchi
Matsuo Nomura Kikuchi Sano Onishi Sugimoto Arai Hamada Ichikawa Furukawa Komatsu Shimada Mizuno
Yagi Takano Kitamura Nishida Kawaguchi Nagai Hirata Kawasaki Iwata Yasuda Minami Kawamura Nishikawa
Tsuchiya Homma Kawakami Okazaki Higuchi Yoshikawa Nagata Kurihara Oyama Iida Tsuji Ogata Mochizuki
Araki Ishihara Honda Matsushita Oda Hirose Asano Nakanishi Tachibana Sekiguchi Kamata Kuroda
Shimura Nishio Kawai Hattori Nagase Miyake Kitagawa Uemura Hori Katayama Okumura Imamura Morimoto
Yokota Hosokawa Adachi Sakaguchi Kuwabara Shinohara Tsukamoto Mizutani Hirayama Nakata Kishi
Terada Oishi Tokunaga Nonaka Hamasaki Yano Fukushima Kagawa Tominaga Shiraishi Ozaki Kamiya
Iwamoto Akiyama Mukai Takemoto Sawada Toyoda Seki Muto Inagaki Hirai Kasai Nagao Machida
"""
JAPANESE_MALE = """
Haruto Yuto Sota Ren Minato Hiroshi Takashi Kenji Makoto Akira Satoshi Naoki Kazuya Daiki Shota
Takumi Kenta Tatsuya Yusuke Ryota Daisuke Hiroki Tetsuya Koji Shinji Masaru Minoru Isamu Osamu
Shigeru Kiyoshi Mamoru Susumu Noboru Yutaka Tadashi Hideo Kazuo Yoshio Toshio Masao Norio Haruo
Fumio Mitsuo Akio Tetsuo Hideki Masaki Yuki Riku Sora Asahi Itsuki Kaito Hayato Yamato Hinata
Aoi Haru Tsubasa Shun Jun Ryo Kei Sho Dai Go Ken Yu Makio Kohei Junpei Shohei Ryohei Yohei
Keisuke Ryosuke Shunsuke Kosuke Eisuke Sosuke Daigo Shingo Kengo Ryuji Koichi Junichi Shinichi
Kenichi Yuichi Ryuichi Seiichi Eiichi Taichi Kazuki Mizuki Tomoki Yoshiki Toshiki Koki Motoki
Masato Yuma Kazuma Souma Takuma Ryuma Haruma Tomoya Naoya Takuya Fumiya Shinya Junya Seiya Yuya
Ryuya Kyohei Teppei Ippei Tomohiro Yoshihiro Masahiro Nobuhiro Takahiro Kazuhiro Akihiro Yasuhiro
Mitsuhiro Katsuhiro Nobuyuki Hiroyuki Takayuki Hideyuki Yoshiyuki Toshiyuki Masayuki Tomoyuki
Noriyuki Kazuyuki Atsushi Hitoshi Tsuyoshi Kiyotaka Yoshitaka Nobutaka Masataka Hirotaka Michio
Tsutomu Mikio Saburo Jiro Ichiro Goro Taro Shiro Rokuro Kunio Morio Iwao Torao Genta Kanta Ryuta
Eita Keita Yota Kota Sota Ayumu Nozomu Hikaru Wataru Chihiro Natsuki Issei Ryusei Kosei Taisei
"""
JAPANESE_FEMALE = """
Yoko Keiko Kazuko Sachiko Michiko Yuko Emiko Kumiko Tomoko Naoko Akiko Noriko Mayumi Kyoko Hiroko
Reiko Junko Masako Yumiko Fumiko Setsuko Toshiko Hisako Takako Mieko Sumiko Chieko Teruko Haruko
Hanako Natsuko Ryoko Yasuko Kimiko Machiko Misako Etsuko Nobuko Shizuko Mitsuko Katsuko Eiko
Kiyoko Yoshiko Aiko Rieko Maiko Saeko Asako Atsuko Chizuko Ikuko Himari Hina Yui Sakura Mei Rin
Aoi Ichika Sara Koharu Riko Mio Yua Akari Miyu Yuna Honoka Kokona Hana Tsumugi Emma Ema Uta Iroha
Nanami Misaki Mayu Ayaka Haruka Asuka Momoka Moe Miku Ai Mai Mari Eri Yuri Emi Kana Mana Nana
Rina Hitomi Megumi Kaori Yukari Midori Kasumi Izumi Satomi Manami Ayumi Mizuki Natsuki Yuki Miki
Aki Maki Saki Shiori Chiharu Chinatsu Chika Chisato Minako Kanako Ayako Wakana Ruri Juri Yuriko
Mariko Eriko Noa Hikari Hinata Kotone Kanon Karin Airi Yuzuki Satsuki Hazuki Nagisa Sumire Ran
Suzu Kaho Miho Shiho Risa Arisa Marina Serina Erika Rika Yurika Tomomi Masami Kazumi Harumi Narumi
Akemi Hiromi Yoshimi Katsumi Mutsumi Nozomi Makoto Tamaki Tamae Kikue Yoshie Sadako Tokiko Fusako
Chiyo Kiyo Tome Hatsue Haru Sue Shige Fumi Toki Yae Umeko Matsuko Tsuruko Ine Chie Rie Mie Sae
"""
CHINESE_SURNAMES = """
Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang
Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su
Lu Ding Ren Shen Yao Zhong Cui Tan Fan Jin Shi Liao Jia Xia Fu Fang Bai Zou Meng Xiong Qin Qiu
Hou Yin Xue Yan Duan Lei Long Tao Hao Gu Mao Gong Shao Wan Qian Dai Mo Kong Xiang Chang Kang
Gan Ni Pang Niu Bao Zuo Geng Wen Ning Mei Ruan Yue Miao Cen Bian Chu Ge Shu Zhan Ji Tong Ouyang
"""
CHINESE_MALE = """
Wei Jun Lei Tao Ming Chao Peng Bo Hao Qiang Bin Jie Kai Long Gang Feng Yong Hui Liang Dong
Jianguo Jianhua Guoqiang Zhiqiang Weidong Jianjun Xiaoming Zhiyong Haitao Haibo Wenbin Wenjie
Zhigang Yifan Haoran Haoyu Zihan Yuxuan Zixuan Haoxuan Yichen Muchen Junjie Tianyu Zhihao Jiahao
Zimo Yuhang Zhenyu Chenxi Mingze Xuhao Yuchen Bowen Jiaming Shaohua Shuming Desheng Guangming
Yaozu Chengye Hongwei Changjiang Zhenhua Shiwei Xiangdong Jinlong Jiaqi Kaiwen Siyuan Ruilin
Minghao Zhongyi Tianhao Xinyu Yuze Lixin Guohua Guofeng Dehua Yonggang Shijie Zhiwei Xiaofeng
Xiaodong Haiyang Pengfei Yunfei Hanwen Yulin Chunsheng Genfa Baoguo Aimin Weimin Liming Shanshan
"""
CHINESE_FEMALE = """
Fang Na Min Jing Li Yan Juan Xia Ying Hong Ling Mei Lan Yun Qin Ping Xue Dan Ting Yue
Xiuying Guiying Yulan Meiling Xiaohong Xiaoyan Lihua Shufen Shuzhen Yuzhen Guilan Fengying Huimin
Meihua Yumei Qiuyue Chunmei Xinyi Yinuo Zihan Yutong Shihan Mengyao Yuxin Jiayi Kexin Siyu Yuhan
Ruoxi Yichen Xiwen Anqi Wanting Jingyi Ruiting Simin Zixin Qianqian Yaqi Shuhan Meiqi Linlin
Jiaying Wenjing Xiaoling Xiaoyu Yanli Haiyan Lijuan Limin Suzhen Ailing Yufang Baozhen Jinfeng
Cuiping Fenglan Huiling Jiaxin Keyi Lingyun Manli Ningxin Peiwen Qiaoling Ruolan Shanshan Tingting
Wanyi Xuemei Yalan Zhilan Zhiruo Hanyu Muqing Youran Xinran Mengjie Lulu Feifei Yuanyuan Dandan
"""
ENGLISH_SURNAMES = """
Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker
White Roberts Green Hall Wood Jackson Clarke Harris Clark Scott Turner Hill Moore Cooper Ward
Morris King Watson Baker Harrison Morgan Patel Young Allen Mitchell James Anderson Phillips Lee
Bell Parker Davis Bennett Miller Cook Shaw Cox Richardson Adams Murphy Carter Collins Gray
Simpson Marshall Foster Hughes Price Webb Barnes Palmer Mason Hunt Rogers Kelly Knight Butler
Reed Stone Fisher Grant Ellis Fox Dixon Ford Lane Hart Perry Chapman Burton Holmes Mills Rose
Porter West Day Hawkins Lawson Page Howard Spencer Fletcher Pearce Doyle Quinn Byrne Nolan Walsh
"""
ENGLISH_MALE = """
Jack Thomas James Daniel Samuel William Joseph Adam Luke Matthew Michael David John Robert Peter
Andrew Mark Paul Simon Stephen Richard Edward George Henry Charles Alexander Benjamin Oliver Harry
Jacob Noah Leo Oscar Arthur Alfie Max Lucas Ethan Nathan Ryan Liam Callum Connor Dylan Owen Rhys
Martin Philip Graham Keith Brian Alan Colin Neil Derek Kevin Gary Ian Trevor Roger Raymond Dennis
Frank Walter Albert Ernest Harold Victor Hugh Felix Toby Miles Gabriel Elliot Isaac Aaron Finn
Theo Caleb Jonah Silas Jude Rory Evan Kit Omar Imran Tariq Ravi Anton Marco Pavel Kofi Jonas
"""
ENGLISH_FEMALE = """
Emily Sarah Emma Laura Anna Alice Grace Lucy Sophie Charlotte Hannah Rachel Rebecca Katherine Jane
Mary Margaret Elizabeth Susan Helen Karen Linda Patricia Barbara Janet Christine Judith Diane
Olivia Amelia Isla Ava Mia Ella Lily Freya Ivy Florence Rosie Evie Daisy Poppy Ruby Chloe Megan
Jessica Amy Zoe Holly Abigail Leah Molly Erin Caitlin Bethan Nora Iris Edith Ada Elsie Mabel
Dorothy Joan Jean Doris Vera Hilda Sheila Maureen Eileen Brenda Rita Pamela Wendy Tracy Joanne
Clare Ruth Esther Naomi Miriam Tessa Nina Clara Stella Amira Leila Priya Meera Ines Marta Elena
"""


def words(text: str) -> tuple[str, ...]:
    """The different words of a list, in order."""
    return tuple(dict.fromkeys(text.split()))
