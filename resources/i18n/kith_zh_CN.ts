<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>Kith</name>
        <message>
            <source>&amp;Add Folder…</source>
            <translation>添加文件夹(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Add to Album…</source>
            <translation>添加到相册(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;All Photos</source>
            <translation>全部照片(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Another Name…</source>
            <translation>其他名字(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Back</source>
            <translation>返回(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Birth Date…</source>
            <translation>出生日期(&amp;B)…</translation>
        </message>
        <message>
            <source>&amp;By Name</source>
            <translation>按名称(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Cancel Scan</source>
            <translation>取消扫描(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Commands…</source>
            <translation>命令(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Copy Path</source>
            <translation>复制路径(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Delete Album</source>
            <translation>删除相册(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>导出(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Face Boxes</source>
            <translation>人脸框(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Find Person…</source>
            <translation>查找人物(&amp;F)…</translation>
        </message>
        <message>
            <source>&amp;Go</source>
            <translation>转到(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Group Faces Again…</source>
            <translation>重新分组(&amp;G)…</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Hidden</source>
            <translation>已隐藏(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Hide</source>
            <translation>隐藏(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;Information</source>
            <translation>信息(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Join These People</source>
            <translation>合并这些人物(&amp;J)</translation>
        </message>
        <message>
            <source>&amp;Keyboard</source>
            <translation>键盘(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Larger</source>
            <translation>放大(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Map of Faces</source>
            <translation>人脸地图(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Name…</source>
            <translation>命名(&amp;N)…</translation>
        </message>
        <message>
            <source>&amp;New Album…</source>
            <translation>新建相册(&amp;N)…</translation>
        </message>
        <message>
            <source>&amp;New Person from Selected</source>
            <translation>用选中的建立新人物(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Newest First</source>
            <translation>最新的在前(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Next Photo</source>
            <translation>下一张照片(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;No</source>
            <translation>否(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Oldest First</source>
            <translation>最早的在前(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>打开(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Paste a Picture</source>
            <translation>粘贴图片(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Pause Scan</source>
            <translation>暂停扫描(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;People</source>
            <translation>人物(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Photo</source>
            <translation>照片(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Propose</source>
            <translation>建议(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Remove from Album</source>
            <translation>从相册中移除(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Review</source>
            <translation>核对(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Scan Again</source>
            <translation>重新扫描(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Single Faces</source>
            <translation>零散人脸(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Sort the Rest by the Ticked</source>
            <translation>按打勾的整理其余(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Stranger</source>
            <translation>陌生人(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Tidy Up…</source>
            <translation>整理(&amp;T)…</translation>
        </message>
        <message>
            <source>&amp;Turn Right</source>
            <translation>向右旋转(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Unnamed</source>
            <translation>未命名(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Watch This Folder</source>
            <translation>监视此文件夹(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Whole Photo</source>
            <translation>整张照片(&amp;W)</translation>
        </message>
        <message>
            <source>&amp;Yes</source>
            <translation>是(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Yes, This Is Them</source>
            <translation>是此人(&amp;Y)</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between the names of a list</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between the parts of a list</comment>
            <translation>，</translation>
        </message>
        <message>
            <source>1 in {n}</source>
            <translation>{n} 分之一</translation>
        </message>
        <message>
            <source>2016 or 2016-05-31</source>
            <translation>2016 或 2016-05-31</translation>
        </message>
        <message>
            <source>; </source>
            <translation>；</translation>
        </message>
        <message>
            <source>&lt;b&gt;{share}&lt;/b&gt; sure that the two are one person, if there is nothing else to go by.</source>
            <translation>若没有其他依据，有 &lt;b&gt;{share}&lt;/b&gt; 的把握是同一个人。</translation>
        </message>
        <message>
            <source>A birth date is a year or a day, as in 2016 or 2016-05-31.</source>
            <translation>出生日期是年份或日期，例如 2016 或 2016-05-31。</translation>
        </message>
        <message>
            <source>A command was cut off while it was noted for undo ({times}).</source>
            <translation>有操作在记入撤销历史时中断（{times}）。</translation>
        </message>
        <message>
            <source>A face that looks like no other is shown here, so that you can say who it is.</source>
            <translation>与其他人脸都不相像的人脸显示在这里，您可以说明是谁。</translation>
        </message>
        <message>
            <source>A graphics card finds faces many times as fast as the processor. The next scan runs where you say.</source>
            <translation>显卡查找人脸的速度是处理器的许多倍。下次扫描将使用您选择的设备。</translation>
        </message>
        <message>
            <source>A group takes at least one face (min-samples).</source>
            <translation>一个分组至少要有一张人脸（min-samples）。</translation>
        </message>
        <message numerus="yes">
            <source>A name can have {most} characters at most; this one has {n}.</source>
            <translation>
                <numerusform>名字最多 {most} 个字符；这个有 {n} 个。</numerusform>
            </translation>
        </message>
        <message>
            <source>A name needs at least one letter.</source>
            <translation>名字至少要有一个字。</translation>
        </message>
        <message>
            <source>A new album</source>
            <translation>新相册</translation>
        </message>
        <message>
            <source>A new name</source>
            <translation>新名字</translation>
        </message>
        <message>
            <source>A person is split into two parts or more, each with a face at least.</source>
            <translation>拆分人物至少要分成两部分，每部分至少有一张人脸。</translation>
        </message>
        <message>
            <source>A scan has begun; choose the model when it is finished.</source>
            <translation>扫描已开始；请等它结束后再选择模型。</translation>
        </message>
        <message>
            <source>A scan is running</source>
            <translation>正在扫描</translation>
        </message>
        <message>
            <source>A year is enough. Leave it empty if you don't know.</source>
            <translation>只填年份也可以。不知道就留空。</translation>
        </message>
        <message>
            <source>A&amp;ctivity</source>
            <translation>任务(&amp;C)</translation>
        </message>
        <message>
            <source>A&amp;lbums</source>
            <translation>相册(&amp;L)</translation>
        </message>
        <message>
            <source>ALBUMS</source>
            <translation>相册</translation>
        </message>
        <message>
            <source>About the photo</source>
            <translation>照片信息</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Add Folder…</source>
            <translation>添加文件夹…</translation>
        </message>
        <message>
            <source>Add a folder that holds photos, or scan again.</source>
            <translation>请添加含有照片的文件夹，或重新扫描。</translation>
        </message>
        <message>
            <source>Add a name</source>
            <translation>添加名字</translation>
        </message>
        <message>
            <source>Add the photo with this face to which album?</source>
            <translation>将含此人脸的照片添加到哪个相册？</translation>
        </message>
        <message numerus="yes">
            <source>Add the photos of these {n} people to which album?</source>
            <translation>
                <numerusform>将这 {n} 个人物的照片添加到哪个相册？</numerusform>
            </translation>
        </message>
        <message>
            <source>Add the photos of this person to which album?</source>
            <translation>将此人物的照片添加到哪个相册？</translation>
        </message>
        <message numerus="yes">
            <source>Add the photos with these {n} faces to which album?</source>
            <translation>
                <numerusform>将含这 {n} 张人脸的照片添加到哪个相册？</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Add these {n} photos to which album?</source>
            <translation>
                <numerusform>将这 {n} 张照片添加到哪个相册？</numerusform>
            </translation>
        </message>
        <message>
            <source>Add this photo to which album?</source>
            <translation>将这张照片添加到哪个相册？</translation>
        </message>
        <message>
            <source>Add {photos} to “{album}”</source>
            <translation>将{photos}添加到“{album}”</translation>
        </message>
        <message>
            <source>Adds to {name}, {photos}</source>
            <translation>添加到{name}（{photos}）</translation>
        </message>
        <message>
            <source>Albums</source>
            <translation>相册</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All commands and their keys</source>
            <translation>所有命令及其快捷键</translation>
        </message>
        <message>
            <source>All faces in a plane, by likeness</source>
            <translation>所有人脸按相像程度排在一个平面上</translation>
        </message>
        <message>
            <source>All of the faces</source>
            <translation>所有人脸</translation>
        </message>
        <message>
            <source>All of them</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All of these faces in one photo</source>
            <translation>这些人脸都在同一张照片中</translation>
        </message>
        <message>
            <source>All photos</source>
            <translation>全部照片</translation>
        </message>
        <message>
            <source>All that stood in it could be read.</source>
            <translation>其中的内容全部可以读取。</translation>
        </message>
        <message>
            <source>An unnamed group</source>
            <translation>一个未命名的分组</translation>
        </message>
        <message>
            <source>Another Folder…</source>
            <translation>其他文件夹…</translation>
        </message>
        <message>
            <source>Another copy of Kith is working in this library; wait until it has finished, or stop it there.</source>
            <translation>另一个 Kith 正在使用此图库；请等它结束，或在那里停止它。</translation>
        </message>
        <message>
            <source>Another program is writing to the library {file}; try again when it has finished.</source>
            <translation>另一个程序正在写入图库 {file}；请等它结束后重试。</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>回答</translation>
        </message>
        <message>
            <source>Any Folder</source>
            <translation>任意文件夹</translation>
        </message>
        <message>
            <source>Any Year</source>
            <translation>任意年份</translation>
        </message>
        <message>
            <source>Apple graphics</source>
            <translation>Apple 图形处理器</translation>
        </message>
        <message>
            <source>Are these the same person?</source>
            <translation>这是同一个人吗？</translation>
        </message>
        <message>
            <source>Are you sure?</source>
            <translation>确定吗？</translation>
        </message>
        <message>
            <source>Arranging the faces</source>
            <translation>正在排列人脸</translation>
        </message>
        <message>
            <source>Arrow keys</source>
            <translation>方向键</translation>
        </message>
        <message>
            <source>As the system ({language})</source>
            <translation>跟随系统（{language}）</translation>
        </message>
        <message>
            <source>Ask What Was Sk&amp;ipped</source>
            <translation>再问跳过的问题(&amp;I)</translation>
        </message>
        <message>
            <source>Ask something else</source>
            <translation>问别的问题</translation>
        </message>
        <message>
            <source>Ask the skipped questions again</source>
            <translation>再次询问跳过的问题</translation>
        </message>
        <message>
            <source>Ask what you skipped</source>
            <translation>询问跳过的问题</translation>
        </message>
        <message>
            <source>At a false match rate of {rate} {share} of the pairs of one person are recognised.</source>
            <translation>误认率为 {rate} 时，同一人的配对有 {share} 能认出。</translation>
        </message>
        <message>
            <source>At least one face is needed for a group (min-samples), not {given}.</source>
            <translation>一个分组至少需要一张人脸（min-samples），而不是 {given}。</translation>
        </message>
        <message>
            <source>Backup</source>
            <translation>备份</translation>
        </message>
        <message>
            <source>Birth date</source>
            <translation>出生日期</translation>
        </message>
        <message>
            <source>Both</source>
            <translation>两者</translation>
        </message>
        <message>
            <source>Building the index</source>
            <translation>正在建立索引</translation>
        </message>
        <message>
            <source>By Face</source>
            <translation>按人脸</translation>
        </message>
        <message>
            <source>By Folde&amp;r</source>
            <translation>按文件夹(&amp;R)</translation>
        </message>
        <message>
            <source>By Number of Fa&amp;ces</source>
            <translation>按人脸数(&amp;C)</translation>
        </message>
        <message>
            <source>By Photo</source>
            <translation>按照片</translation>
        </message>
        <message>
            <source>By likeness</source>
            <translation>按相像程度</translation>
        </message>
        <message>
            <source>C&amp;heck the Library…</source>
            <translation>检查图库(&amp;H)…</translation>
        </message>
        <message>
            <source>C&amp;lear the Search</source>
            <translation>清除搜索(&amp;L)</translation>
        </message>
        <message>
            <source>Call the album that is open otherwise</source>
            <translation>给打开的相册换个名称</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>相机</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Check the library</source>
            <translation>检查图库</translation>
        </message>
        <message>
            <source>Choose a file with weights</source>
            <translation>选择权重文件</translation>
        </message>
        <message>
            <source>Choose a folder with photos</source>
            <translation>选择存放照片的文件夹</translation>
        </message>
        <message>
            <source>Choose a picture</source>
            <translation>选择图片</translation>
        </message>
        <message>
            <source>Choose folders</source>
            <translation>选择文件夹</translation>
        </message>
        <message>
            <source>Choose how faces are put together</source>
            <translation>选择人脸的分组方式</translation>
        </message>
        <message>
            <source>Choose the cover of the album “{album}”</source>
            <translation>选择相册“{album}”的封面</translation>
        </message>
        <message>
            <source>Choose the cover of {who}</source>
            <translation>选择 {who} 的封面</translation>
        </message>
        <message>
            <source>Choose the folders that hold your photos. Kith looks through them on this computer; your photos are never changed, and nothing leaves the machine. Albums of people fill while it looks, and you can begin to name them.</source>
            <translation>请选择存放照片的文件夹。Kith 在这台计算机上查看它们；您的照片不会被改动，任何内容都不会离开这台计算机。查看的同时，人物相册会逐渐充实，您可以开始命名。</translation>
        </message>
        <message>
            <source>Choose where to put the copy</source>
            <translation>选择副本的存放位置</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Clear the Search</source>
            <translation>清除搜索</translation>
        </message>
        <message>
            <source>Clearing thumbnails</source>
            <translation>正在清除缩略图</translation>
        </message>
        <message>
            <source>Clear…</source>
            <translation>清除…</translation>
        </message>
        <message>
            <source>Click or drag to go to a date; up and down go from month to month</source>
            <translation>点击或拖动可转到某个日期；上下键逐月移动</translation>
        </message>
        <message>
            <source>Click to fold them up</source>
            <translation>点击以折叠</translation>
        </message>
        <message>
            <source>Click to select everything below</source>
            <translation>点击以选择下面的全部内容</translation>
        </message>
        <message>
            <source>Click to show them</source>
            <translation>点击以显示</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the pane</source>
            <translation>关闭面板</translation>
        </message>
        <message>
            <source>Close the window</source>
            <translation>关闭窗口</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>关闭此消息</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>精简</translation>
        </message>
        <message>
            <source>Compare everything, not only what the index proposes; it takes longer</source>
            <translation>比较全部内容，而不只是索引给出的；用时更长</translation>
        </message>
        <message>
            <source>Compare faces</source>
            <translation>比较人脸</translation>
        </message>
        <message>
            <source>Compare faces and whole pictures together</source>
            <translation>同时比较人脸和整张图片</translation>
        </message>
        <message>
            <source>Compare in the space that was learned for this library</source>
            <translation>在为此图库学习到的空间中比较</translation>
        </message>
        <message>
            <source>Compare smaller vectors, made from this library's own</source>
            <translation>比较由此图库自身得出的更小的向量</translation>
        </message>
        <message>
            <source>Compare whole pictures: place, light and things</source>
            <translation>比较整张图片：地点、光线和物体</translation>
        </message>
        <message>
            <source>Comparing the faces that you named…</source>
            <translation>正在比较您命名过的人脸…</translation>
        </message>
        <message>
            <source>Confirm that the face belongs here</source>
            <translation>确认这张人脸属于此人</translation>
        </message>
        <message>
            <source>Confirm {faces}</source>
            <translation>确认 {faces}</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>副本</translation>
        </message>
        <message>
            <source>Copies are there of {days}.</source>
            <translation>已有副本：{days}。</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy photos, those of an album, or the photos or faces of people into a folder</source>
            <translation>把照片、相册中的照片，或人物的照片或人脸复制到文件夹</translation>
        </message>
        <message>
            <source>Copy the details, to be sent to whoever can mend it</source>
            <translation>复制详细信息，以便发给能修复的人</translation>
        </message>
        <message numerus="yes">
            <source>Copy these {n} photos?</source>
            <translation>
                <numerusform>复制这 {n} 张照片？</numerusform>
            </translation>
        </message>
        <message>
            <source>Copy this photo?</source>
            <translation>复制这张照片？</translation>
        </message>
        <message>
            <source>Copy to which folder?</source>
            <translation>复制到哪个文件夹？</translation>
        </message>
        <message>
            <source>Copy what of {who}?</source>
            <translation>要复制 {who} 的什么？</translation>
        </message>
        <message>
            <source>Copy where the file lies</source>
            <translation>复制文件所在的位置</translation>
        </message>
        <message>
            <source>Copying the catalogue</source>
            <translation>正在复制目录</translation>
        </message>
        <message>
            <source>Copying to {folder}</source>
            <translation>正在复制到 {folder}</translation>
        </message>
        <message>
            <source>Ctrl + wheel</source>
            <translation>Ctrl + 滚轮</translation>
        </message>
        <message>
            <source>Dates</source>
            <translation>日期</translation>
        </message>
        <message>
            <source>Default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>Delete Album</source>
            <translation>删除相册</translation>
        </message>
        <message>
            <source>Delete the album that is open; its photos stay in the library</source>
            <translation>删除打开的相册；其中的照片仍留在图库中</translation>
        </message>
        <message>
            <source>Delete the album “{album}”</source>
            <translation>删除相册“{album}”</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
        <message>
            <source>Details of the error</source>
            <translation>错误的详细信息</translation>
        </message>
        <message>
            <source>Details of what failed</source>
            <translation>失败的详细信息</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Do again what was taken back</source>
            <translation>恢复刚撤销的操作</translation>
        </message>
        <message>
            <source>Does this face belong to this group?</source>
            <translation>这张人脸属于这个分组吗？</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Done: {label}</source>
            <translation>完成：{label}</translation>
        </message>
        <message>
            <source>Dr&amp;aw a Box</source>
            <translation>画框(&amp;A)</translation>
        </message>
        <message>
            <source>Drag faces to where they belong, or select some and press the number of the person. The ticked ones are those that you moved; by them the others can be sorted.</source>
            <translation>把人脸拖到所属的地方，或选中后按人物的编号。打勾的是您移动过的；可以据此整理其余人脸。</translation>
        </message>
        <message>
            <source>Draw a box around a face that was missed, and name it</source>
            <translation>给漏掉的人脸画框并命名</translation>
        </message>
        <message>
            <source>Draw around faces to select them; holding Shift does the same</source>
            <translation>圈住人脸来选择；按住 Shift 也可以</translation>
        </message>
        <message>
            <source>Draw {who}</source>
            <translation>画框标出{who}</translation>
        </message>
        <message>
            <source>Drop Them</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Drop what is known of photos that were deleted long ago</source>
            <translation>清除早已删除的照片的记录</translation>
        </message>
        <message numerus="yes">
            <source>Drop {n} Photos…</source>
            <translation>
                <numerusform>清除 {n} 张照片…</numerusform>
            </translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Enter</translation>
        </message>
        <message>
            <source>Enter marks a face without a name</source>
            <translation>直接按 Enter 则标记为未命名的人脸</translation>
        </message>
        <message>
            <source>Every face is a dot; the arrow keys go from face to face, Home shows all</source>
            <translation>每张人脸是一个点；方向键逐个移动，Home 显示全部</translation>
        </message>
        <message>
            <source>Every face that is found becomes a point, near to those that look like it.</source>
            <translation>找到的每张人脸都会成为一个点，与相像的人脸靠近。</translation>
        </message>
        <message>
            <source>Every file could be read</source>
            <translation>所有文件都能读取</translation>
        </message>
        <message>
            <source>Every photo</source>
            <translation>所有照片</translation>
        </message>
        <message>
            <source>Every word has to be found: in the name of somebody on the photo, in that of an album, of the file or of its folders, or as its date, such as 2019, June 2019 or 2019-06-14. Try fewer words.</source>
            <translation>每个词都要能找到：在照片上某人的名字、相册名、文件名或文件夹名中，或作为日期，例如 2019 或 2019-06-14。请减少几个词再试。</translation>
        </message>
        <message>
            <source>Everyone who has a name</source>
            <translation>所有已命名的人</translation>
        </message>
        <message>
            <source>Everything that Kith knows lies in this folder:</source>
            <translation>Kith 所知的一切都在此文件夹中：</translation>
        </message>
        <message>
            <source>Everything was compared</source>
            <translation>已全部比较</translation>
        </message>
        <message>
            <source>Exact</source>
            <translation>精确</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>曝光</translation>
        </message>
        <message>
            <source>F&amp;aces</source>
            <translation>人脸(&amp;A)</translation>
        </message>
        <message>
            <source>F&amp;ull Screen</source>
            <translation>全屏(&amp;U)</translation>
        </message>
        <message>
            <source>FOLDERS</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Face</source>
            <translation>人脸</translation>
        </message>
        <message>
            <source>Face {n} of {total}</source>
            <translation>第 {n} 张人脸，共 {total} 张</translation>
        </message>
        <message>
            <source>Face {n} of {total}, of nobody yet</source>
            <translation>第 {n} 张人脸，共 {total} 张，还不属于任何人</translation>
        </message>
        <message>
            <source>Face, confirmed</source>
            <translation>人脸，已确认</translation>
        </message>
        <message>
            <source>Face, confirmed with its group</source>
            <translation>人脸，随分组确认</translation>
        </message>
        <message>
            <source>Face, found by likeness</source>
            <translation>人脸，按相像程度找到</translation>
        </message>
        <message>
            <source>Face, put here by you</source>
            <translation>人脸，由您放在这里</translation>
        </message>
        <message>
            <source>FaceNet, trained on {photos}</source>
            <translation>FaceNet，用 {photos} 训练</translation>
        </message>
        <message>
            <source>Faces are biometric data. They never leave this machine: Kith makes no network connection, unless you ask it to fetch a model. Your photos are only ever read, and the library can be read by you alone.</source>
            <translation>人脸是生物特征数据，不会离开这台计算机：除非您要求下载模型，Kith 不会连接网络。您的照片只会被读取，图库只有您本人能读取。</translation>
        </message>
        <message>
            <source>Faces are put together by {method} now; moving the slider leads back to the default method.</source>
            <translation>现在用 {method} 给人脸分组；移动滑块会恢复默认方法。</translation>
        </message>
        <message>
            <source>Faces can be grouped again when the scan is finished.</source>
            <translation>扫描结束后才能重新分组。</translation>
        </message>
        <message>
            <source>Faces closer than a distance belong together; a stranger stays alone.</source>
            <translation>距离以内的人脸归在一起；陌生人单独存在。</translation>
        </message>
        <message>
            <source>Faces in the picture</source>
            <translation>图片中的人脸</translation>
        </message>
        <message>
            <source>Faces of this person</source>
            <translation>此人的人脸</translation>
        </message>
        <message>
            <source>Faces that look alike are gathered here while your folders are scanned.</source>
            <translation>扫描文件夹时，相像的人脸会聚集在这里。</translation>
        </message>
        <message>
            <source>Faces that look like no other</source>
            <translation>与其他人脸都不相像的人脸</translation>
        </message>
        <message>
            <source>Faces that start a group</source>
            <translation>组成一组所需人脸数</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>False match rate</source>
            <translation>误认率</translation>
        </message>
        <message>
            <source>False matches</source>
            <translation>误认率</translation>
        </message>
        <message>
            <source>Fetch It</source>
            <translation>下载</translation>
        </message>
        <message>
            <source>Fetch {model}? Its weights come from {url}. This is the only thing for which Kith ever goes online. Licence: {licence}.</source>
            <translation>下载 {model}？权重来自 {url}。这是 Kith 唯一会联网的情况。许可证：{licence}。</translation>
        </message>
        <message>
            <source>Fetch {model}…</source>
            <translation>下载 {model}…</translation>
        </message>
        <message>
            <source>Fetching</source>
            <translation>正在下载</translation>
        </message>
        <message>
            <source>Fetching {model}</source>
            <translation>正在下载 {model}</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Files that are in the folder already are never changed; where a name is taken the copy gets a number.</source>
            <translation>文件夹中已有的文件不会改变；名称已被占用时，副本会加上编号。</translation>
        </message>
        <message>
            <source>Files that cannot be opened are listed here with the reason.</source>
            <translation>无法打开的文件及其原因列在这里。</translation>
        </message>
        <message>
            <source>Files that could not be read</source>
            <translation>无法读取的文件</translation>
        </message>
        <message>
            <source>Find &amp;Similar</source>
            <translation>查找相似(&amp;S)</translation>
        </message>
        <message>
            <source>Find Sim&amp;ilar to a Picture File…</source>
            <translation>查找与图片文件相似的(&amp;I)…</translation>
        </message>
        <message>
            <source>Find a command by typing a part of its name</source>
            <translation>输入名称的一部分来查找命令</translation>
        </message>
        <message>
            <source>Find faces that look alike</source>
            <translation>查找相像的人脸</translation>
        </message>
        <message>
            <source>Find photos by the names of people, albums, files and folders, and by dates</source>
            <translation>按人物、相册、文件和文件夹的名称以及日期查找照片</translation>
        </message>
        <message>
            <source>Find similar faces and photos</source>
            <translation>查找相似的人脸和照片</translation>
        </message>
        <message>
            <source>Find similar to the picture on the clipboard</source>
            <translation>查找与剪贴板中图片相似的照片</translation>
        </message>
        <message>
            <source>Find the people of a picture that is not in the library</source>
            <translation>在图库中查找图库之外的图片上的人</translation>
        </message>
        <message>
            <source>Finds {share} of what comparing everything would</source>
            <translation>能找到全部比较所得的 {share}</translation>
        </message>
        <message>
            <source>Fit the photo into the window</source>
            <translation>让照片适合窗口</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Folders, model, device, language, thumbnails, privacy, backup</source>
            <translation>文件夹、模型、设备、语言、缩略图、隐私、备份</translation>
        </message>
        <message>
            <source>Forget all that Kith knows of {photos}?</source>
            <translation>忘记 Kith 对 {photos}所知的一切？</translation>
        </message>
        <message>
            <source>Forget all thumbnails? They are made anew when you look at the photos, from a drive that is away only when it is back. Nothing else is touched.</source>
            <translation>清除所有缩略图？查看照片时会重新生成；已断开的磁盘上的照片，要等磁盘重新连接后才能生成。其他内容不受影响。</translation>
        </message>
        <message>
            <source>Forget when {who} was born</source>
            <translation>清除 {who} 的出生日期</translation>
        </message>
        <message>
            <source>From</source>
            <comment>before a year</comment>
            <translation>从</translation>
        </message>
        <message>
            <source>From &lt;b&gt;{similarity}&lt;/b&gt; on; then {share} of the pairs of one person are recognised.</source>
            <translation>从 &lt;b&gt;{similarity}&lt;/b&gt; 起；此时同一人的配对有 {share} 能认出。</translation>
        </message>
        <message>
            <source>From year</source>
            <translation>起始年份</translation>
        </message>
        <message>
            <source>Go O&amp;n Scanning</source>
            <translation>继续扫描(&amp;N)</translation>
        </message>
        <message>
            <source>Go On</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Go back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Go to This Pe&amp;rson</source>
            <translation>转到此人(&amp;R)</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Group All Faces Again</source>
            <translation>重新分组所有人脸</translation>
        </message>
        <message>
            <source>Group faces again</source>
            <translation>重新分组</translation>
        </message>
        <message>
            <source>Grouping</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>Grouping all faces again</source>
            <translation>正在重新分组所有人脸</translation>
        </message>
        <message>
            <source>Grouping faces</source>
            <translation>正在给人脸分组</translation>
        </message>
        <message>
            <source>Groups that wait for a name</source>
            <translation>等待命名的分组</translation>
        </message>
        <message>
            <source>H&amp;ow Sure…</source>
            <translation>可信度(&amp;O)…</translation>
        </message>
        <message>
            <source>Hidden</source>
            <translation>已隐藏</translation>
        </message>
        <message>
            <source>Hide {who}</source>
            <translation>隐藏 {who}</translation>
        </message>
        <message>
            <source>How it ended</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>How much of the weights is here</source>
            <translation>权重的下载进度</translation>
        </message>
        <message>
            <source>How similarities are spread</source>
            <translation>相似度的分布</translation>
        </message>
        <message>
            <source>How sure a similarity is, measured on the people that you named</source>
            <translation>相似度有多可信，按您命名过的人物测算</translation>
        </message>
        <message>
            <source>How sure is</source>
            <translation>可信度</translation>
        </message>
        <message>
            <source>How sure is a similarity?</source>
            <translation>相似度有多可信？</translation>
        </message>
        <message>
            <source>How the faces are arranged</source>
            <translation>人脸的排列方式</translation>
        </message>
        <message>
            <source>In lists and photos</source>
            <translation>在列表和照片中</translation>
        </message>
        <message>
            <source>In {n} numbers that keep {share} of the variance.</source>
            <translation>用 {n} 个数保留了 {share} 的方差。</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>输入/输出错误</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>是一个文件夹</translation>
        </message>
        <message>
            <source>Is this {name}?</source>
            <translation>这是 {name} 吗？</translation>
        </message>
        <message>
            <source>It can't be undone, but a copy of the catalogue as it is now is kept in the library's folder.</source>
            <translation>此操作无法撤销，但图库文件夹中会保留目录现在的副本。</translation>
        </message>
        <message numerus="yes">
            <source>It holds {n} people with names, {faces} faces that you spoke about, and {photos} photos.</source>
            <translation>
                <numerusform>其中有 {n} 个已命名的人物、{faces} 张您说明过的人脸和 {photos} 张照片。</numerusform>
            </translation>
        </message>
        <message>
            <source>It is not known any more which folders you had chosen; scan them again.</source>
            <translation>已不知道您选择过哪些文件夹；请重新扫描它们。</translation>
        </message>
        <message>
            <source>It is of an older version of Kith, and is brought to this one when it is next opened.</source>
            <translation>目录属于旧版本的 Kith，下次打开时会升级到此版本。</translation>
        </message>
        <message>
            <source>JPEG XL is not supported yet</source>
            <translation>尚不支持 JPEG XL</translation>
        </message>
        <message>
            <source>Join</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>Join these people</source>
            <translation>合并这些人物</translation>
        </message>
        <message>
            <source>Join with {who}</source>
            <translation>与 {who} 合并</translation>
        </message>
        <message>
            <source>Joins {name}, {photos}</source>
            <translation>并入 {name}，{photos}</translation>
        </message>
        <message>
            <source>Keep Showing</source>
            <translation>继续显示</translation>
        </message>
        <message>
            <source>Keep Them</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Keyboard</source>
            <translation>键盘</translation>
        </message>
        <message>
            <source>Kith finds the people in your photos.</source>
            <translation>Kith 找出照片中的人。</translation>
        </message>
        <message>
            <source>Kith is already {work} in this library, in process {process}; wait until it has finished, or stop it there.</source>
            <translation>Kith 已在此图库中进行{work}（进程 {process}）；请等它结束，或在那里停止它。</translation>
        </message>
        <message>
            <source>Kith is open with this library, in a window or elsewhere; close it there first.</source>
            <translation>Kith 正在窗口或别处使用此图库；请先在那里关闭。</translation>
        </message>
        <message>
            <source>Kith looks through these folders and all below them. New photos in a watched one appear by themselves.</source>
            <translation>Kith 会扫描这些文件夹及其所有子文件夹。受监视的文件夹中有新照片时会自动出现。</translation>
        </message>
        <message>
            <source>Kith speaks this language when it is started the next time.</source>
            <translation>下次启动 Kith 时使用此语言。</translation>
        </message>
        <message>
            <source>Kith was opened with this library meanwhile; close it, and repair once more.</source>
            <translation>Kith 刚才打开了此图库；请关闭它，然后再修复一次。</translation>
        </message>
        <message>
            <source>LFW pairs</source>
            <translation>LFW 配对</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Larger or smaller pictures</source>
            <translation>放大或缩小图片</translation>
        </message>
        <message>
            <source>Larger pictures</source>
            <translation>放大图片</translation>
        </message>
        <message>
            <source>Largest distance</source>
            <translation>最大距离</translation>
        </message>
        <message>
            <source>Lasso</source>
            <translation>套索</translation>
        </message>
        <message>
            <source>Last &amp;Added First</source>
            <translation>最近添加的在前(&amp;A)</translation>
        </message>
        <message>
            <source>Learned</source>
            <translation>学习</translation>
        </message>
        <message>
            <source>Least similarity</source>
            <translation>最低相似度</translation>
        </message>
        <message>
            <source>Leave It</source>
            <translation>保持不变</translation>
        </message>
        <message>
            <source>Less than {share}</source>
            <translation>低于 {share}</translation>
        </message>
        <message>
            <source>Like the first {n} of these faces</source>
            <translation>与这些人脸中的前 {n} 张相似</translation>
        </message>
        <message>
            <source>Like the first {n} of these photos</source>
            <translation>与这些照片中的前 {n} 张相似</translation>
        </message>
        <message>
            <source>Like the picture you gave</source>
            <translation>与您提供的图片相似</translation>
        </message>
        <message numerus="yes">
            <source>Like these {n} faces</source>
            <translation>
                <numerusform>与这 {n} 张人脸相似</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Like these {n} photos</source>
            <translation>
                <numerusform>与这 {n} 张照片相似</numerusform>
            </translation>
        </message>
        <message>
            <source>Like this face</source>
            <translation>与这张人脸相似</translation>
        </message>
        <message>
            <source>Like this photo</source>
            <translation>与这张照片相似</translation>
        </message>
        <message>
            <source>Like {file}</source>
            <translation>与 {file} 相似</translation>
        </message>
        <message>
            <source>Look at All Faces Again</source>
            <translation>重新分析所有人脸</translation>
        </message>
        <message>
            <source>Look for new photos in all folders</source>
            <translation>在所有文件夹中查找新照片</translation>
        </message>
        <message>
            <source>Look for people in another folder</source>
            <translation>在另一个文件夹中查找人物</translation>
        </message>
        <message>
            <source>Look for people in what comes into the folder</source>
            <translation>新照片进入此文件夹时自动查找人物</translation>
        </message>
        <message>
            <source>Look whether the library is sound, and mend it</source>
            <translation>检查图库是否完好，并加以修复</translation>
        </message>
        <message>
            <source>Looking at the faces…</source>
            <translation>正在分析人脸…</translation>
        </message>
        <message>
            <source>Looking at whole pictures</source>
            <translation>正在分析整张图片</translation>
        </message>
        <message>
            <source>Looking for faces</source>
            <translation>正在查找人脸</translation>
        </message>
        <message>
            <source>Looking for photos</source>
            <translation>正在查找照片</translation>
        </message>
        <message>
            <source>Looking for photos…</source>
            <translation>正在查找照片…</translation>
        </message>
        <message>
            <source>Looking for questions…</source>
            <translation>正在寻找问题…</translation>
        </message>
        <message>
            <source>Looking for what is new in {where}</source>
            <translation>正在 {where} 中查找新照片</translation>
        </message>
        <message>
            <source>Looking through the library… In a large one this takes a minute.</source>
            <translation>正在检查图库…图库较大时需要一分钟。</translation>
        </message>
        <message>
            <source>Looking what there is…</source>
            <translation>正在查找可用的设备…</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>正在查找…</translation>
        </message>
        <message>
            <source>MMM yyyy</source>
            <comment>how a month is written, in Qt's letters</comment>
            <translation>yyyy年M月</translation>
        </message>
        <message>
            <source>Make a Copy Now…</source>
            <translation>立即备份…</translation>
        </message>
        <message>
            <source>Make an album of what is selected, or an empty one</source>
            <translation>用所选内容新建相册，或新建空相册</translation>
        </message>
        <message>
            <source>Make the album “{album}”</source>
            <translation>新建相册“{album}”</translation>
        </message>
        <message>
            <source>Make the album “{album}” of {photos}</source>
            <translation>新建相册“{album}”，包含{photos}</translation>
        </message>
        <message>
            <source>Map of faces</source>
            <translation>人脸地图</translation>
        </message>
        <message>
            <source>Mark {faces} as no strangers</source>
            <translation>取消 {faces}的陌生人标记</translation>
        </message>
        <message>
            <source>Mark {faces} as not a face</source>
            <translation>将 {faces}标记为非人脸</translation>
        </message>
        <message>
            <source>Mark {faces} as strangers</source>
            <translation>将 {faces}标记为陌生人</translation>
        </message>
        <message>
            <source>Measured on the people that you named: {pairs}.</source>
            <translation>按您命名的人物测算：{pairs}。</translation>
        </message>
        <message>
            <source>Measured on this library when its index was built. “Exact” compares everything.</source>
            <translation>建立索引时在此图库上测得。“精确”会比较全部内容。</translation>
        </message>
        <message>
            <source>Mend</source>
            <translation>修复</translation>
        </message>
        <message>
            <source>Mending the library</source>
            <translation>正在修复图库</translation>
        </message>
        <message>
            <source>Mending the library… Please leave Kith open until it is done.</source>
            <translation>正在修复图库…完成之前请不要关闭 Kith。</translation>
        </message>
        <message>
            <source>Menu key, Shift+F10</source>
            <translation>菜单键、Shift+F10</translation>
        </message>
        <message>
            <source>Merge {who} into {other}</source>
            <translation>将 {who} 并入 {other}</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>Missing since</source>
            <translation>丢失时间</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>More than {share}</source>
            <translation>高于 {share}</translation>
        </message>
        <message>
            <source>Move the box of {who}</source>
            <translation>移动{who}的框</translation>
        </message>
        <message>
            <source>Move the slider to the left to see what is less alike.</source>
            <translation>把滑块向左移，可以看到不太相似的结果。</translation>
        </message>
        <message>
            <source>Move {faces} to {who}</source>
            <translation>将 {faces}归入 {who}</translation>
        </message>
        <message>
            <source>Move; with Shift select more</source>
            <translation>移动；按住 Shift 选择更多</translation>
        </message>
        <message>
            <source>NVIDIA or AMD graphics card</source>
            <translation>NVIDIA 或 AMD 显卡</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名字</translation>
        </message>
        <message>
            <source>Name of the album</source>
            <translation>相册名称</translation>
        </message>
        <message>
            <source>Name {name}</source>
            <translation>命名为 {name}</translation>
        </message>
        <message numerus="yes">
            <source>Name {n}…</source>
            <translation>
                <numerusform>命名 {n} 张…</numerusform>
            </translation>
        </message>
        <message>
            <source>Named</source>
            <translation>已命名</translation>
        </message>
        <message>
            <source>Named people in it</source>
            <translation>其中已命名的人</translation>
        </message>
        <message>
            <source>Names</source>
            <translation>名字</translation>
        </message>
        <message>
            <source>Names of people, albums, files and folders, and dates such as 2019 or June 2019</source>
            <translation>人名、相册名、文件名、文件夹名，以及日期，例如 2019 或 2019-06-14</translation>
        </message>
        <message>
            <source>Names, corrections and faces lie in one file, the catalogue. Kith keeps a copy of it for each of the last three days on which you said something; on a failing disk only a copy on another one helps.</source>
            <translation>名字、更正和人脸都存放在一个文件（目录）中。Kith 会保留最近三个有操作的日子各一份副本；磁盘损坏时，只有别的磁盘上的副本才有用。</translation>
        </message>
        <message>
            <source>Name…</source>
            <translation>命名…</translation>
        </message>
        <message>
            <source>Near-&amp;Duplicates</source>
            <translation>近似重复(&amp;D)</translation>
        </message>
        <message>
            <source>Never show this as a face again</source>
            <translation>今后不再当作人脸显示</translation>
        </message>
        <message>
            <source>New album…</source>
            <translation>新建相册…</translation>
        </message>
        <message>
            <source>No command of now is called that</source>
            <translation>现在没有这个名称的命令</translation>
        </message>
        <message>
            <source>No copy was made yet: nothing was said.</source>
            <translation>还没有副本：您还没有说明过任何内容。</translation>
        </message>
        <message>
            <source>No face stands alone</source>
            <translation>没有零散人脸</translation>
        </message>
        <message>
            <source>No face was found here, so there is nothing to compare; search by scene.</source>
            <translation>这里没有找到人脸，所以无从比较；可以按场景搜索。</translation>
        </message>
        <message>
            <source>No face was found in it, so whole pictures are compared.</source>
            <translation>其中没有找到人脸，因此比较整张图片。</translation>
        </message>
        <message>
            <source>No face was found in {file}.</source>
            <translation>在 {file} 中没有找到人脸。</translation>
        </message>
        <message>
            <source>No faces</source>
            <translation>没有人脸</translation>
        </message>
        <message>
            <source>No group waits for a name</source>
            <translation>没有等待命名的分组</translation>
        </message>
        <message>
            <source>No index was needed: every face or photo of the library was compared.</source>
            <translation>不需要索引：已比较图库中的每张人脸或照片。</translation>
        </message>
        <message>
            <source>No key does that</source>
            <translation>没有这样的按键</translation>
        </message>
        <message>
            <source>No model's weights are installed; run “make run” again.</source>
            <translation>没有安装任何模型的权重；请再次运行“make run”。</translation>
        </message>
        <message>
            <source>No network that compares whole pictures is installed; run “make run” again.</source>
            <translation>没有安装用于比较整张图片的网络；请再次运行“make run”。</translation>
        </message>
        <message>
            <source>No photo shows all of them at once. Untick it above, and any of them will do.</source>
            <translation>没有照片同时有他们所有人。取消上面的勾选，则任何一人都可以。</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>磁盘空间不足</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>没有此文件或文件夹</translation>
        </message>
        <message>
            <source>No, this is not {name}</source>
            <translation>否，这不是 {name}</translation>
        </message>
        <message>
            <source>Nobody has a name yet</source>
            <translation>还没有人有名字</translation>
        </message>
        <message>
            <source>Nobody has this name</source>
            <translation>没有人叫这个名字</translation>
        </message>
        <message>
            <source>Nobody here has a name</source>
            <translation>这里没有已命名的人</translation>
        </message>
        <message>
            <source>Nobody in a photo was born in {year}, or the day is still to come.</source>
            <translation>照片上的人不可能生于 {year} 年，或者这一天还没有到来。</translation>
        </message>
        <message>
            <source>Nobody is called {name}.</source>
            <translation>没有人叫 {name}。</translation>
        </message>
        <message>
            <source>Nobody is hidden</source>
            <translation>没有隐藏的人物</translation>
        </message>
        <message>
            <source>Nobody to be named: out of the way, and never suggested</source>
            <translation>不需要命名：移到一边，今后不再建议</translation>
        </message>
        <message>
            <source>Nobody was found</source>
            <translation>没有找到人</translation>
        </message>
        <message>
            <source>Nobody yet</source>
            <translation>还不属于任何人</translation>
        </message>
        <message>
            <source>Not This &amp;Person</source>
            <translation>不是此人(&amp;P)</translation>
        </message>
        <message>
            <source>Not a &amp;Face</source>
            <translation>不是人脸(&amp;F)</translation>
        </message>
        <message>
            <source>Not a S&amp;tranger</source>
            <translation>不是陌生人(&amp;T)</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>不是文件夹</translation>
        </message>
        <message>
            <source>Not everything could be mended.</source>
            <translation>有些内容无法修复。</translation>
        </message>
        <message>
            <source>Not {name}</source>
            <translation>排除 {name}</translation>
        </message>
        <message>
            <source>Nothing but Kith</source>
            <translation>只显示 Kith</translation>
        </message>
        <message>
            <source>Nothing else to ask</source>
            <translation>没有别的要问了</translation>
        </message>
        <message>
            <source>Nothing found for “{words}”</source>
            <translation>没有找到“{words}”</translation>
        </message>
        <message>
            <source>Nothing is running</source>
            <translation>没有正在运行的任务</translation>
        </message>
        <message>
            <source>Nothing left to ask</source>
            <translation>没有要问的了</translation>
        </message>
        <message>
            <source>Nothing looks alike</source>
            <translation>没有相像的</translation>
        </message>
        <message>
            <source>Nothing more can be written to {folder}: {why}.</source>
            <translation>无法继续写入 {folder}：{why}。</translation>
        </message>
        <message>
            <source>Nothing of what you said is dropped that can still be read, and a damaged file is kept beside the new one.</source>
            <translation>您说明过的内容，只要还能读取就不会丢弃；损坏的文件会保留在新文件旁边。</translation>
        </message>
        <message>
            <source>Nothing was dropped: tidy up when the scan is finished.</source>
            <translation>没有清除任何内容：请等扫描结束后再整理。</translation>
        </message>
        <message>
            <source>Not…</source>
            <translation>排除…</translation>
        </message>
        <message>
            <source>Number of people</source>
            <translation>人数</translation>
        </message>
        <message>
            <source>Of two people, taken for one</source>
            <translation>不同的人被当作同一人</translation>
        </message>
        <message numerus="yes">
            <source>Of {n} faces the place in the photo is lost; the whole photo stands for them: {names}.</source>
            <translation>
                <numerusform>有 {n} 张人脸在照片中的位置已丢失，以整张照片代替：{names}。</numerusform>
            </translation>
        </message>
        <message>
            <source>On a photo: from face to face</source>
            <translation>在照片上：逐个人脸切换</translation>
        </message>
        <message>
            <source>On the left</source>
            <translation>左边</translation>
        </message>
        <message>
            <source>On the right</source>
            <translation>右边</translation>
        </message>
        <message>
            <source>One face can't be in two parts.</source>
            <translation>一张人脸不能同时在两部分中。</translation>
        </message>
        <message>
            <source>One face can't be picked for two people.</source>
            <translation>一张人脸不能选给两个人。</translation>
        </message>
        <message>
            <source>One question after the other about who is who</source>
            <translation>逐个回答谁是谁的问题</translation>
        </message>
        <message>
            <source>One result for each face</source>
            <translation>每张人脸一个结果</translation>
        </message>
        <message>
            <source>One result for each photo</source>
            <translation>每张照片一个结果</translation>
        </message>
        <message>
            <source>Only a face of this person can stand for them.</source>
            <translation>只有此人的人脸才能作为封面。</translation>
        </message>
        <message>
            <source>Only a photo of this album can stand for it.</source>
            <translation>只有此相册中的照片才能用作封面。</translation>
        </message>
        <message>
            <source>Only faces of nobody who has a name</source>
            <translation>只显示没有名字的人脸</translation>
        </message>
        <message>
            <source>Only faces of this person can be picked; a grouping may have moved the others.</source>
            <translation>只能选此人的人脸；其他的可能已被重新分组移走。</translation>
        </message>
        <message>
            <source>Only photos in this folder</source>
            <translation>只显示此文件夹中的照片</translation>
        </message>
        <message>
            <source>Only photos of one folder</source>
            <translation>只显示一个文件夹中的照片</translation>
        </message>
        <message>
            <source>Only photos of some years</source>
            <translation>只显示某些年份的照片</translation>
        </message>
        <message>
            <source>Open a group, type who it is, and the person appears here.</source>
            <translation>打开一个分组，输入这是谁，此人就会出现在这里。</translation>
        </message>
        <message>
            <source>Open the folder that holds the file</source>
            <translation>打开文件所在的文件夹</translation>
        </message>
        <message>
            <source>Open the page of the person</source>
            <translation>打开此人的页面</translation>
        </message>
        <message>
            <source>Open to look at all the faces</source>
            <translation>打开以查看所有人脸</translation>
        </message>
        <message>
            <source>Open what is selected</source>
            <translation>打开选中的内容</translation>
        </message>
        <message>
            <source>Order: {order}</source>
            <translation>排序：{order}</translation>
        </message>
        <message>
            <source>Other faces, {side}</source>
            <translation>其他人脸，{side}</translation>
        </message>
        <message numerus="yes">
            <source>Others like these {n} people</source>
            <translation>
                <numerusform>与这 {n} 人相似的其他人</numerusform>
            </translation>
        </message>
        <message>
            <source>Others like this person</source>
            <translation>与此人相似的其他人</translation>
        </message>
        <message>
            <source>Others may look into {file}.</source>
            <translation>其他人可以查看 {file}。</translation>
        </message>
        <message>
            <source>Pairs of faces</source>
            <translation>人脸配对</translation>
        </message>
        <message>
            <source>Pairs of one person lie around {same}, those of two people around {different}.</source>
            <translation>同一人的配对在 {same} 左右，不同人的在 {different} 左右。</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>People</source>
            <translation>人物</translation>
        </message>
        <message>
            <source>People put out of the way</source>
            <translation>移到一边的人物</translation>
        </message>
        <message>
            <source>Perhaps {name}</source>
            <translation>也许是 {name}</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>没有权限</translation>
        </message>
        <message>
            <source>Photo</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Photos</source>
            <translation>照片</translation>
        </message>
        <message>
            <source>Photos as Kith found them, the last first</source>
            <translation>按 Kith 发现的顺序排列，最近的在前</translation>
        </message>
        <message>
            <source>Photos by day, the newest first</source>
            <translation>按日期排列，最新的在前</translation>
        </message>
        <message>
            <source>Photos by day, the oldest first</source>
            <translation>按日期排列，最早的在前</translation>
        </message>
        <message>
            <source>Photos by the folders that they lie in</source>
            <translation>按所在的文件夹排列</translation>
        </message>
        <message>
            <source>Photos by the names of their files</source>
            <translation>按文件名排列</translation>
        </message>
        <message>
            <source>Photos can be dropped here</source>
            <translation>可将照片拖放到这里</translation>
        </message>
        <message>
            <source>Photos of These People Together</source>
            <translation>这些人物的合照</translation>
        </message>
        <message>
            <source>Photos of This Person</source>
            <translation>此人的照片</translation>
        </message>
        <message>
            <source>Photos of {people}</source>
            <translation>{people} 的照片</translation>
        </message>
        <message>
            <source>Photos that were deleted</source>
            <translation>已删除的照片</translation>
        </message>
        <message>
            <source>Photos with the most faces first</source>
            <translation>人脸最多的在前</translation>
        </message>
        <message>
            <source>Pick a few faces of each of the people, two people at least.</source>
            <translation>请为每个人各选几张人脸，至少两个人。</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>地点</translation>
        </message>
        <message>
            <source>Placing the other faces</source>
            <translation>正在放置其余人脸</translation>
        </message>
        <message>
            <source>Pre&amp;ferences…</source>
            <translation>首选项(&amp;F)…</translation>
        </message>
        <message>
            <source>Pre&amp;vious Photo</source>
            <translation>上一张照片(&amp;V)</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>首选项</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>隐私</translation>
        </message>
        <message>
            <source>Probably {name}</source>
            <translation>可能是 {name}</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Progress of the grouping</source>
            <translation>分组进度</translation>
        </message>
        <message>
            <source>Progress of the scan</source>
            <translation>扫描进度</translation>
        </message>
        <message>
            <source>Progress: {what}</source>
            <translation>进度：{what}</translation>
        </message>
        <message>
            <source>Put the person out of the way</source>
            <translation>把此人移到一边</translation>
        </message>
        <message>
            <source>Put the photos into an album; the files stay where they are</source>
            <translation>将照片放入相册；文件仍在原处</translation>
        </message>
        <message>
            <source>Putting the faces together…</source>
            <translation>正在给人脸分组…</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>问题</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>快速</translation>
        </message>
        <message>
            <source>Quick shows the two directions in which faces differ most. By likeness takes half a minute and more; above 8,000 faces some are arranged, and the others put beside the one they are most like</source>
            <translation>“快速”显示人脸差异最大的两个方向。“按相像程度”需要半分钟以上；超过 8,000 张人脸时只排列一部分，其余放在最相像的人脸旁边</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>文件系统只读</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Receiver operating characteristic</source>
            <translation>受试者工作特征曲线</translation>
        </message>
        <message>
            <source>Recognised, by false matches</source>
            <translation>不同误认率下的识别率</translation>
        </message>
        <message>
            <source>Remove {photos} from “{album}”</source>
            <translation>从“{album}”中移除{photos}</translation>
        </message>
        <message>
            <source>Rena&amp;me Album…</source>
            <translation>重命名相册(&amp;M)…</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>重命名</translation>
        </message>
        <message>
            <source>Rename the album “{album}” to “{name}”</source>
            <translation>将相册“{album}”重命名为“{name}”</translation>
        </message>
        <message>
            <source>Rename {who} to {name}</source>
            <translation>将 {who} 改名为 {name}</translation>
        </message>
        <message>
            <source>Review</source>
            <translation>核对</translation>
        </message>
        <message>
            <source>Room that thumbnails may take</source>
            <translation>缩略图可占用的空间</translation>
        </message>
        <message>
            <source>Rooms, albums and folders</source>
            <translation>版块、相册和文件夹</translation>
        </message>
        <message>
            <source>S&amp;how Again</source>
            <translation>重新显示(&amp;H)</translation>
        </message>
        <message>
            <source>S&amp;kip</source>
            <translation>跳过(&amp;K)</translation>
        </message>
        <message>
            <source>S&amp;maller</source>
            <translation>缩小(&amp;M)</translation>
        </message>
        <message>
            <source>S&amp;tranger</source>
            <translation>陌生人(&amp;T)</translation>
        </message>
        <message>
            <source>Say that all of them are one person</source>
            <translation>说明他们都是同一个人</translation>
        </message>
        <message>
            <source>Say that it is not who is suggested first; it is never suggested again</source>
            <translation>说明第一条建议不是此人；今后不再这样建议</translation>
        </message>
        <message>
            <source>Say that it is who is suggested first</source>
            <translation>确认第一条建议就是此人</translation>
        </message>
        <message>
            <source>Say that no two of them are the same person, so that they are never joined</source>
            <translation>说明他们各不相同，今后不再合并</translation>
        </message>
        <message>
            <source>Say that the person is really two or more</source>
            <translation>说明这个人物其实是两个或更多的人</translation>
        </message>
        <message>
            <source>Say what is to be compared: faces, photos, a person, or a picture.</source>
            <translation>请说明要比较什么：人脸、照片、人物或图片。</translation>
        </message>
        <message>
            <source>Say when the person was born</source>
            <translation>说明此人何时出生</translation>
        </message>
        <message>
            <source>Say who is on the selected results, all at once (N)</source>
            <translation>一次说明所有选中的结果是谁 (N)</translation>
        </message>
        <message>
            <source>Say who the one on the left is</source>
            <translation>说明左边是谁</translation>
        </message>
        <message>
            <source>Say who this is</source>
            <translation>说明这是谁</translation>
        </message>
        <message>
            <source>Scan</source>
            <translation>扫描</translation>
        </message>
        <message>
            <source>Scan This Folder</source>
            <translation>扫描此文件夹</translation>
        </message>
        <message>
            <source>Scan again</source>
            <translation>重新扫描</translation>
        </message>
        <message>
            <source>Scan finished: {found}.</source>
            <translation>扫描完成：{found}。</translation>
        </message>
        <message>
            <source>Scan more photos, or compare by scene.</source>
            <translation>请扫描更多照片，或按场景比较。</translation>
        </message>
        <message>
            <source>Scanning {where}</source>
            <translation>正在扫描 {where}</translation>
        </message>
        <message>
            <source>Scanning…</source>
            <translation>正在扫描…</translation>
        </message>
        <message>
            <source>Scans, groupings and copies are shown here while they run; and what failed, with the reason.</source>
            <translation>扫描、分组和复制进行时显示在这里；失败的任务也会列出原因。</translation>
        </message>
        <message>
            <source>Scene</source>
            <translation>场景</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search Ph&amp;otos…</source>
            <translation>搜索照片(&amp;O)…</translation>
        </message>
        <message>
            <source>Search for a command or a key</source>
            <translation>搜索命令或按键</translation>
        </message>
        <message>
            <source>Select &amp;All</source>
            <translation>全选(&amp;A)</translation>
        </message>
        <message>
            <source>Select Whole &amp;Day</source>
            <translation>选择整天(&amp;D)</translation>
        </message>
        <message>
            <source>Select a face, a photo or a person and press S, or drop a picture here, or paste one with Ctrl+V.</source>
            <translation>选中人脸、照片或人物后按 S，或把图片拖到这里，也可按 Ctrl+V 粘贴。</translation>
        </message>
        <message>
            <source>Select everything below the same heading: a day, a folder, a year</source>
            <translation>选择同一标题下的全部内容：某天、某个文件夹、某年</translation>
        </message>
        <message>
            <source>Select everything in this list</source>
            <translation>选择此列表中的全部内容</translation>
        </message>
        <message>
            <source>Select photos anywhere, press A and choose this album; or drag them onto its name in the sidebar. The files stay where they are.</source>
            <translation>在任意位置选择照片，按 A 并选择此相册；或将照片拖到侧栏中相册的名称上。文件仍在原处。</translation>
        </message>
        <message>
            <source>Selected faces</source>
            <translation>选中的人脸</translation>
        </message>
        <message>
            <source>Show again what was there before the search</source>
            <translation>回到搜索之前显示的内容</translation>
        </message>
        <message>
            <source>Show all photos</source>
            <translation>显示全部照片</translation>
        </message>
        <message>
            <source>Show in File &amp;Manager</source>
            <translation>在文件管理器中显示(&amp;M)</translation>
        </message>
        <message>
            <source>Show in File Manager</source>
            <translation>在文件管理器中显示</translation>
        </message>
        <message>
            <source>Show it large (Enter)</source>
            <translation>放大显示 (Enter)</translation>
        </message>
        <message>
            <source>Show nothing less alike than this</source>
            <translation>不显示相似度低于此值的结果</translation>
        </message>
        <message>
            <source>Show or close the pane of similar faces</source>
            <translation>显示或关闭相似人脸面板</translation>
        </message>
        <message>
            <source>Show the album with this photo</source>
            <translation>用这张照片代表相册</translation>
        </message>
        <message>
            <source>Show the copies that a result stands for, or fold them up</source>
            <translation>展开结果所代表的副本，或重新折叠</translation>
        </message>
        <message>
            <source>Show the groups</source>
            <translation>显示分组</translation>
        </message>
        <message>
            <source>Show the people</source>
            <translation>显示人物</translation>
        </message>
        <message>
            <source>Show the person with this face</source>
            <translation>用这张人脸代表此人</translation>
        </message>
        <message>
            <source>Show the photo around the face; Esc leads back</source>
            <translation>显示人脸所在的照片；按 Esc 返回</translation>
        </message>
        <message>
            <source>Show the whole photos with this person, or with all of the selected ones together</source>
            <translation>显示此人的完整照片；选中多人时显示他们同在的照片</translation>
        </message>
        <message>
            <source>Show unreadable files</source>
            <translation>显示无法读取的文件</translation>
        </message>
        <message>
            <source>Show who is where on the photo</source>
            <translation>在照片上显示谁在哪里</translation>
        </message>
        <message>
            <source>Show {who}</source>
            <translation>显示 {who}</translation>
        </message>
        <message>
            <source>Similar</source>
            <translation>相似</translation>
        </message>
        <message>
            <source>Similar &amp;Pane</source>
            <translation>相似面板(&amp;P)</translation>
        </message>
        <message>
            <source>Similar faces and photos</source>
            <translation>相似的人脸和照片</translation>
        </message>
        <message>
            <source>Similarity</source>
            <translation>相似度</translation>
        </message>
        <message>
            <source>Similarity of two faces</source>
            <translation>两张人脸的相似度</translation>
        </message>
        <message>
            <source>Single faces</source>
            <translation>零散人脸</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Size of the pictures</source>
            <translation>图片大小</translation>
        </message>
        <message>
            <source>Size of the pictures (Ctrl + mouse wheel)</source>
            <translation>图片大小（Ctrl + 鼠标滚轮）</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Small pictures of photos and faces, kept so that lists are there at once. Where the limit is reached, those go that were not looked at for longest.</source>
            <translation>照片和人脸的小图，保留它们可让列表立即显示。达到上限时，最久没有查看的会被清除。</translation>
        </message>
        <message>
            <source>Smaller pictures</source>
            <translation>缩小图片</translation>
        </message>
        <message>
            <source>Some of the undo history is lost.</source>
            <translation>部分撤销历史已丢失。</translation>
        </message>
        <message>
            <source>Some photos may be lost from your albums.</source>
            <translation>您的相册中可能丢失了一些照片。</translation>
        </message>
        <message>
            <source>Somebody else</source>
            <translation>别人</translation>
        </message>
        <message>
            <source>Something is wrong in the library.</source>
            <translation>图库有问题。</translation>
        </message>
        <message>
            <source>Something went wrong.</source>
            <translation>出错了。</translation>
        </message>
        <message>
            <source>Something went wrong. Your names and photos are safe.</source>
            <translation>出错了。您的名字和照片都安全。</translation>
        </message>
        <message>
            <source>Spl&amp;it…</source>
            <translation>拆分(&amp;I)…</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>拆分</translation>
        </message>
        <message>
            <source>Split a person</source>
            <translation>拆分人物</translation>
        </message>
        <message>
            <source>Split into {n}</source>
            <translation>拆分为 {n} 人</translation>
        </message>
        <message numerus="yes">
            <source>Split {who} into {n}</source>
            <translation>
                <numerusform>将 {who} 拆分为 {n} 人</numerusform>
            </translation>
        </message>
        <message>
            <source>Stay Offline</source>
            <translation>不联网</translation>
        </message>
        <message>
            <source>Stays as it is</source>
            <translation>保持不变</translation>
        </message>
        <message>
            <source>Stays {name}</source>
            <translation>仍是 {name}</translation>
        </message>
        <message>
            <source>Still wrong:</source>
            <translation>仍有问题：</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop Showing</source>
            <translation>停止显示</translation>
        </message>
        <message>
            <source>Stop Showing This Folder</source>
            <translation>不再显示此文件夹</translation>
        </message>
        <message>
            <source>Stop Showing…</source>
            <translation>停止显示…</translation>
        </message>
        <message>
            <source>Stop scanning for a while</source>
            <translation>暂时停止扫描</translation>
        </message>
        <message>
            <source>Stop scanning; what is found is kept</source>
            <translation>停止扫描；已找到的内容会保留</translation>
        </message>
        <message>
            <source>Stop showing {folder}? Its {photos} and their faces leave the window. The files stay where they are, and all that you said of them is kept: add the folder again, and the names are back.</source>
            <translation>停止显示 {folder}？其中的 {photos}及其人脸将从窗口中消失。文件留在原处，您说明过的内容都会保留：重新添加该文件夹，名字就会恢复。</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Stopped. What was copied so far is complete and stays.</source>
            <translation>已停止。已复制的文件都是完整的，会保留。</translation>
        </message>
        <message>
            <source>Stopped. What was found so far is kept.</source>
            <translation>已停止。已找到的内容会保留。</translation>
        </message>
        <message>
            <source>Strangers</source>
            <translation>陌生人</translation>
        </message>
        <message>
            <source>Strangers and passers-by: select a group and press T. It is out of the way and never suggested.</source>
            <translation>陌生人和路人：选中分组后按 T，它会移到一边，今后不再建议。</translation>
        </message>
        <message>
            <source>Strictness: from fewer, bigger groups to more, purer ones</source>
            <translation>严格程度：从少而大的分组到多而纯的分组</translation>
        </message>
        <message>
            <source>Suggestion Is &amp;Wrong</source>
            <translation>建议错误(&amp;W)</translation>
        </message>
        <message>
            <source>Suggestion Is Ri&amp;ght</source>
            <translation>建议正确(&amp;G)</translation>
        </message>
        <message>
            <source>Suggestions</source>
            <translation>建议</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Take From a File…</source>
            <translation>从文件载入…</translation>
        </message>
        <message>
            <source>Take back a condition above, or compare something else.</source>
            <translation>请取消上面的某个条件，或比较别的内容。</translation>
        </message>
        <message>
            <source>Take back the last thing said</source>
            <translation>撤销上一步操作</translation>
        </message>
        <message>
            <source>Take the face out of this person</source>
            <translation>把这张人脸从此人移出</translation>
        </message>
        <message>
            <source>Take the photos out of the album; they stay in the library</source>
            <translation>将照片从相册中移除；照片仍留在图库中</translation>
        </message>
        <message>
            <source>Take {faces} out</source>
            <translation>移出 {faces}</translation>
        </message>
        <message>
            <source>Take {faces} out of {who}</source>
            <translation>从 {who} 移出 {faces}</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>拍摄时间</translation>
        </message>
        <message>
            <source>Taken back: {label}</source>
            <translation>已撤销：{label}</translation>
        </message>
        <message>
            <source>Tell beside the photo when, where and how it was taken</source>
            <translation>在照片旁显示拍摄时间、地点和参数</translation>
        </message>
        <message>
            <source>Tell on each photo how many faces have no name yet</source>
            <translation>在每张照片上显示尚未命名的人脸数量</translation>
        </message>
        <message>
            <source>The best there is (now: {device})</source>
            <translation>最佳可用设备（现在：{device}）</translation>
        </message>
        <message>
            <source>The catalogue as it was before lies in “copies” in its folder.</source>
            <translation>清除前的目录保存在其文件夹的“copies”中。</translation>
        </message>
        <message>
            <source>The catalogue is gone or empty.</source>
            <translation>目录丢失或为空。</translation>
        </message>
        <message>
            <source>The catalogue itself is damaged: close Kith and run “main.py doctor --repair”.</source>
            <translation>目录本身已损坏：请关闭 Kith 并运行“main.py doctor --repair”。</translation>
        </message>
        <message>
            <source>The catalogue of the library, {file}, is gone or empty; close the window and run “main.py doctor --repair”.</source>
            <translation>图库的目录 {file} 丢失或为空；请关闭窗口并运行“main.py doctor --repair”。</translation>
        </message>
        <message>
            <source>The catalogue was taken from the copy of {day}.</source>
            <translation>目录已从 {day} 的副本恢复。</translation>
        </message>
        <message>
            <source>The catalogue's file is damaged ({why}).</source>
            <translation>目录文件已损坏（{why}）。</translation>
        </message>
        <message>
            <source>The catalogue's rows were put right; as it was before it is kept in {file}.</source>
            <translation>目录中的记录已更正；更正前的目录保存在 {file}。</translation>
        </message>
        <message>
            <source>The converted weights {file} are damaged.</source>
            <translation>转换后的权重 {file} 已损坏。</translation>
        </message>
        <message>
            <source>The copy can't be made in {folder}: {why}.</source>
            <translation>无法在 {folder} 中创建副本：{why}。</translation>
        </message>
        <message>
            <source>The copy is {file}</source>
            <translation>副本位于 {file}</translation>
        </message>
        <message>
            <source>The damaged catalogue is kept in {file}; what can be read in it is in a new one.</source>
            <translation>损坏的目录保存在 {file}；其中能读取的内容已放入新目录。</translation>
        </message>
        <message>
            <source>The disk that holds the library {file} could not be read or written; perhaps it is full.</source>
            <translation>无法读写图库 {file} 所在的磁盘；可能已满。</translation>
        </message>
        <message>
            <source>The disk that holds the library {file} is full; make some room and try again.</source>
            <translation>图库 {file} 所在的磁盘已满；请腾出空间后重试。</translation>
        </message>
        <message>
            <source>The distance (eps) lies between 0 and 1.</source>
            <translation>距离（eps）在 0 和 1 之间。</translation>
        </message>
        <message>
            <source>The distance (eps) must lie between 0 and 1, not {given}.</source>
            <translation>距离（eps）必须在 0 和 1 之间，而不是 {given}。</translation>
        </message>
        <message>
            <source>The faces are being looked at; you can go on using Kith.</source>
            <translation>正在分析人脸；您可以继续使用 Kith。</translation>
        </message>
        <message>
            <source>The false match rate lies between 0 and 1; 0.001 is one pair of people in a thousand.</source>
            <translation>误认率在 0 和 1 之间；0.001 表示每一千对不同的人中有一对。</translation>
        </message>
        <message>
            <source>The file does not say</source>
            <translation>文件中没有说明</translation>
        </message>
        <message>
            <source>The files of these photos were deleted more than 30 days ago. Kith still knows who was on them, in case they come back. What you drop is forgotten; what you leave stays as it is.</source>
            <translation>这些照片的文件已删除超过 30 天。Kith 仍记得上面有谁，以备它们再次出现。清除的会被忘记；其余保持不变。</translation>
        </message>
        <message>
            <source>The first page of the catalogue's file is damaged.</source>
            <translation>目录文件的第一页已损坏。</translation>
        </message>
        <message>
            <source>The index of {space} holds other vectors than the catalogue.</source>
            <translation>{space} 的索引中的向量与目录不同。</translation>
        </message>
        <message numerus="yes">
            <source>The index of {space} holds {n} faces too many and lacks {fresh}.</source>
            <translation>
                <numerusform>{space} 的索引多出 {n} 张人脸，缺少 {fresh} 张。</numerusform>
            </translation>
        </message>
        <message>
            <source>The index of {space} is damaged.</source>
            <translation>{space} 的索引已损坏。</translation>
        </message>
        <message>
            <source>The index of {space} is not what its header says.</source>
            <translation>{space} 的索引与其说明不符。</translation>
        </message>
        <message>
            <source>The index was built anew.</source>
            <translation>索引已重新建立。</translation>
        </message>
        <message>
            <source>The index was removed; the next scan builds it anew.</source>
            <translation>索引已移除；下次扫描会重新建立。</translation>
        </message>
        <message>
            <source>The library can't be kept in {folder}: {why}.</source>
            <translation>图库无法存放在 {folder}：{why}。</translation>
        </message>
        <message>
            <source>The library can't be opened.</source>
            <translation>无法打开图库。</translation>
        </message>
        <message>
            <source>The library could not be mended.</source>
            <translation>图库无法修复。</translation>
        </message>
        <message>
            <source>The library in {folder} can't be locked: {why}.</source>
            <translation>无法锁定 {folder} 中的图库：{why}。</translation>
        </message>
        <message>
            <source>The library is being looked through</source>
            <translation>正在检查图库</translation>
        </message>
        <message>
            <source>The library is mended.</source>
            <translation>图库已修复。</translation>
        </message>
        <message>
            <source>The library is sound.</source>
            <translation>图库完好。</translation>
        </message>
        <message>
            <source>The library {file} cannot be opened; check that its folder is yours and writable.</source>
            <translation>无法打开图库 {file}；请检查其文件夹是否属于您并且可写。</translation>
        </message>
        <message>
            <source>The library {file} cannot be written to; check that its folder is writable.</source>
            <translation>无法写入图库 {file}；请检查其文件夹是否可写。</translation>
        </message>
        <message>
            <source>The library {file} is damaged; close the window and run “main.py doctor --repair”.</source>
            <translation>图库 {file} 已损坏；请关闭窗口并运行“main.py doctor --repair”。</translation>
        </message>
        <message>
            <source>The library {file} was made by a newer Kith; update this program to open it.</source>
            <translation>图库 {file} 由更新版本的 Kith 创建；请更新此程序后再打开。</translation>
        </message>
        <message>
            <source>The method that was measured to work best. A stranger stays alone.</source>
            <translation>实测效果最好的方法。陌生人单独存在。</translation>
        </message>
        <message numerus="yes">
            <source>The names that you gave make {n} pairs of different people: too few to see a false match rate of {rate}. Ask for {least} or more, or name more people.</source>
            <translation>
                <numerusform>您命名的人物组成 {n} 对不同的人：太少，无法测算 {rate} 的误认率。请改为 {least} 或更高，或命名更多人物。</numerusform>
            </translation>
        </message>
        <message>
            <source>The next search (Alt+Right)</source>
            <translation>下一次搜索 (Alt+Right)</translation>
        </message>
        <message>
            <source>The one on the left is nobody to be named</source>
            <translation>左边的人不需要命名</translation>
        </message>
        <message>
            <source>The order of the photos</source>
            <translation>照片的排列顺序</translation>
        </message>
        <message>
            <source>The people that you named make {pairs}: fewer than {enough}, too few to measure on. These are the figures that the model {model} comes with; name and confirm more faces to see your own.</source>
            <translation>您命名的人物组成 {pairs}：不足 {enough} 对，太少而无法测算。这里是模型 {model} 自带的数据；多命名、多确认一些人脸，就能看到您自己的数据。</translation>
        </message>
        <message>
            <source>The photo after this one</source>
            <translation>这张之后的照片</translation>
        </message>
        <message>
            <source>The photo before this one</source>
            <translation>这张之前的照片</translation>
        </message>
        <message numerus="yes">
            <source>The scan of “{folder}” and the others of {n} folders goes on when you say so</source>
            <translation>
                <numerusform>“{folder}”等 {n} 个文件夹的扫描已暂停，点“继续”即可恢复</numerusform>
            </translation>
        </message>
        <message>
            <source>The scan of “{folder}” goes on when you say so</source>
            <translation>“{folder}”的扫描已暂停，点“继续”即可恢复</translation>
        </message>
        <message>
            <source>The search before (Alt+Left)</source>
            <translation>上一次搜索 (Alt+Left)</translation>
        </message>
        <message>
            <source>The settings can't be read; the usual ones are used.</source>
            <translation>无法读取设置；使用默认设置。</translation>
        </message>
        <message>
            <source>The settings in {folder} can't be kept: {why}.</source>
            <translation>无法保存 {folder} 中的设置：{why}。</translation>
        </message>
        <message>
            <source>The settings were put back to the usual ones.</source>
            <translation>设置已恢复为默认值。</translation>
        </message>
        <message>
            <source>The strictness lies between -1 (fewer, bigger groups) and 1 (more, purer ones).</source>
            <translation>严格程度在 -1（分组少而大）和 1（分组多而纯）之间。</translation>
        </message>
        <message>
            <source>The strictness lies between -1 and 1.</source>
            <translation>严格程度在 -1 和 1 之间。</translation>
        </message>
        <message>
            <source>The system can't watch as many folders as lie in {folder}; it is looked through every {minutes} minutes instead.</source>
            <translation>{folder} 中的文件夹太多，系统无法全部监视；改为每 {minutes} 分钟查看一次。</translation>
        </message>
        <message>
            <source>The system tells nothing of new photos in {folder}, which lies on a network drive or the like; it is looked through every {minutes} minutes instead.</source>
            <translation>{folder} 位于网络驱动器等处，系统不会通知其中有新照片；改为每 {minutes} 分钟查看一次。</translation>
        </message>
        <message>
            <source>The thumbnail is damaged.</source>
            <translation>缩略图已损坏。</translation>
        </message>
        <message>
            <source>The thumbnails can't be kept in {file}: {why}</source>
            <translation>缩略图无法保存到 {file}：{why}</translation>
        </message>
        <message>
            <source>The thumbnails were thrown away; they are made anew when they are looked at.</source>
            <translation>缩略图已丢弃；查看时会重新生成。</translation>
        </message>
        <message>
            <source>The thumbnails' file is damaged ({why}).</source>
            <translation>缩略图文件已损坏（{why}）。</translation>
        </message>
        <message>
            <source>The unreadable one is kept in {file}.</source>
            <translation>无法读取的目录保存在 {file}。</translation>
        </message>
        <message>
            <source>The weights in {file} are not the published ones of {model} (their SHA-256 differs), so they are not loaded; install or fetch them again.</source>
            <translation>{file} 中的权重不是官方发布的 {model}（SHA-256 不同），因此没有载入；请重新安装或下载。</translation>
        </message>
        <message>
            <source>The weights in {file} can't be taken: {why}.</source>
            <translation>无法使用 {file} 中的权重：{why}。</translation>
        </message>
        <message>
            <source>The weights of {model} are here now.</source>
            <translation>{model} 的权重已就绪。</translation>
        </message>
        <message>
            <source>The weights of {model} are missing; “make run” installs them (package {package}).</source>
            <translation>缺少 {model} 的权重；“make run”会安装它们（软件包 {package}）。</translation>
        </message>
        <message>
            <source>The weights of {model} are not on this machine.</source>
            <translation>此计算机上没有 {model} 的权重。</translation>
        </message>
        <message>
            <source>The weights of {model} are not on this machine; get them with “python main.py models --fetch {again}” or “--import FILE”.</source>
            <translation>此计算机上没有 {model} 的权重；可用“python main.py models --fetch {again}”或“--import 文件”获取。</translation>
        </message>
        <message>
            <source>The weights of {model} could not be fetched: {why}.</source>
            <translation>无法下载 {model} 的权重：{why}。</translation>
        </message>
        <message>
            <source>The window speaks it, and writes dates and numbers in its way. The command line is in English.</source>
            <translation>窗口使用的语言，以及日期和数字的写法。命令行始终使用英语。</translation>
        </message>
        <message>
            <source>The {kind} {name} is missing or not as it should be.</source>
            <translation>{kind} {name} 缺失或不正确。</translation>
        </message>
        <message>
            <source>There are no faces here any more</source>
            <translation>这里已经没有人脸了</translation>
        </message>
        <message>
            <source>There are no faces yet</source>
            <translation>还没有人脸</translation>
        </message>
        <message>
            <source>There are no folders yet. Add one first.</source>
            <translation>还没有文件夹，请先添加。</translation>
        </message>
        <message>
            <source>There are no photos here</source>
            <translation>这里没有照片</translation>
        </message>
        <message numerus="yes">
            <source>There are {n} vectors to make smaller ones from, and at least {least} are needed; scan more photos, or search another way.</source>
            <translation>
                <numerusform>现有 {n} 个向量，至少需要 {least} 个才能生成更小的向量；请扫描更多照片，或换一种搜索方式。</numerusform>
            </translation>
        </message>
        <message>
            <source>There is a copy of {day}.</source>
            <translation>有 {day} 的副本。</translation>
        </message>
        <message>
            <source>There is already an album called {album}.</source>
            <translation>已经有名为“{album}”的相册。</translation>
        </message>
        <message>
            <source>There is already somebody called {name}.</source>
            <translation>已经有人叫 {name} 了。</translation>
        </message>
        <message>
            <source>There is an album of this name</source>
            <translation>已有同名相册</translation>
        </message>
        <message>
            <source>There is at least one person to find (clusters).</source>
            <translation>至少要有一个人（clusters）。</translation>
        </message>
        <message>
            <source>There is no copy of it in “copies”: put a backup in its place, or delete it to begin anew.</source>
            <translation>“copies”中没有它的副本：请用备份替换它，或删除它重新开始。</translation>
        </message>
        <message>
            <source>There is no device called “{device}”; choose one of {others}.</source>
            <translation>没有名为“{device}”的设备；请选择 {others} 之一。</translation>
        </message>
        <message>
            <source>There is no folder {folder}.</source>
            <translation>没有文件夹 {folder}。</translation>
        </message>
        <message>
            <source>There is no folder {folder}: {why}.</source>
            <translation>没有文件夹 {folder}：{why}。</translation>
        </message>
        <message>
            <source>There is no library in {folder}.</source>
            <translation>{folder} 中没有图库。</translation>
        </message>
        <message>
            <source>There is no map by {method}; there are {others}.</source>
            <translation>没有 {method} 这种地图；可用的有 {others}。</translation>
        </message>
        <message>
            <source>There is no method “{method}”; choose one of {others}.</source>
            <translation>没有“{method}”这种方法；请选择 {others} 之一。</translation>
        </message>
        <message>
            <source>There is no model called “{model}”; choose one of {others}.</source>
            <translation>没有名为“{model}”的模型；请选择 {others} 之一。</translation>
        </message>
        <message>
            <source>There is no picture on the clipboard. Copy a picture or a picture file, and paste again.</source>
            <translation>剪贴板中没有图片。请复制图片或图片文件，然后再粘贴。</translation>
        </message>
        <message>
            <source>There is nothing to tidy up: no photo of yours has been missing for more than 30 days.</source>
            <translation>没有需要整理的：没有照片丢失超过 30 天。</translation>
        </message>
        <message>
            <source>These Are &amp;Different People</source>
            <translation>不是同一人(&amp;D)</translation>
        </message>
        <message>
            <source>These faces have not been looked at with {model} yet; scan their folders again.</source>
            <translation>这些人脸还没有用 {model} 分析过；请重新扫描其文件夹。</translation>
        </message>
        <message>
            <source>These photos have not been looked at as a whole yet; scan their folders again.</source>
            <translation>这些照片还没有作为整张图片分析过；请重新扫描其文件夹。</translation>
        </message>
        <message>
            <source>These {n} become one person. Which name stays?</source>
            <translation>这 {n} 个人物将合为一人。保留哪个名字？</translation>
        </message>
        <message>
            <source>They appear here as they are found; you can begin to name people.</source>
            <translation>找到的照片会陆续出现在这里；您可以开始命名。</translation>
        </message>
        <message>
            <source>They are not, and this is never asked again</source>
            <translation>他们不是同一个人，今后不再询问</translation>
        </message>
        <message>
            <source>They are the same person</source>
            <translation>他们是同一个人</translation>
        </message>
        <message>
            <source>They may take</source>
            <translation>最多占用</translation>
        </message>
        <message>
            <source>They take</source>
            <translation>已占用</translation>
        </message>
        <message>
            <source>This Is {name}</source>
            <translation>这是 {name}</translation>
        </message>
        <message>
            <source>This One Stays</source>
            <translation>这个留下</translation>
        </message>
        <message>
            <source>This album is empty</source>
            <translation>此相册是空的</translation>
        </message>
        <message>
            <source>This album is no longer in the library.</source>
            <translation>图库中已没有这个相册。</translation>
        </message>
        <message>
            <source>This box is too small for a face. Draw it around the whole face.</source>
            <translation>这个框太小了，请框住整张脸。</translation>
        </message>
        <message>
            <source>This could not be searched for</source>
            <translation>无法搜索</translation>
        </message>
        <message>
            <source>This face</source>
            <translation>这张人脸</translation>
        </message>
        <message>
            <source>This face is no longer in the library.</source>
            <translation>这张人脸已不在图库中。</translation>
        </message>
        <message>
            <source>This forgets {who}. Nobody's name itself is forgotten.</source>
            <translation>将忘记{who}。名字本身不会被忘记。</translation>
        </message>
        <message>
            <source>This group</source>
            <translation>这个分组</translation>
        </message>
        <message>
            <source>This is only the address of a picture, and Kith fetches nothing from the net. Copy the picture itself, or save it and drop the file.</source>
            <translation>这只是图片的网址，而 Kith 不会从网上下载任何内容。请复制图片本身，或保存后拖入文件。</translation>
        </message>
        <message>
            <source>This library has no learned space for its model: a projection in its folder “projections” would be one</source>
            <translation>此图库还没有适用于其模型的学习空间：其“projections”文件夹中的投影就是</translation>
        </message>
        <message>
            <source>This library has no learned space yet.</source>
            <translation>此图库还没有学习到的空间。</translation>
        </message>
        <message>
            <source>This machine has no {device} device; choose “auto” or “cpu”.</source>
            <translation>此计算机没有 {device} 设备；请选择“auto”或“cpu”。</translation>
        </message>
        <message>
            <source>This person is no longer in the library.</source>
            <translation>此人物已不在图库中。</translation>
        </message>
        <message>
            <source>This person is no longer in the library: they joined another, or lost every face to others.</source>
            <translation>此人物已不在图库中：已与其他人物合并，或者其所有人脸都已归入他人。</translation>
        </message>
        <message>
            <source>This photo is no longer in the library</source>
            <translation>这张照片已不在图库中</translation>
        </message>
        <message>
            <source>This photo is no longer in the library.</source>
            <translation>这张照片已不在图库中。</translation>
        </message>
        <message>
            <source>This picture</source>
            <translation>这张图片</translation>
        </message>
        <message>
            <source>Thumbnails</source>
            <translation>缩略图</translation>
        </message>
        <message>
            <source>Tidy up</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>Tidying up</source>
            <translation>正在整理</translation>
        </message>
        <message>
            <source>To delete all that Kith knows of faces and people, close it and delete this folder. Copies that you made elsewhere are yours to delete; your photos are not touched.</source>
            <translation>要删除 Kith 所知的全部人脸和人物信息，请关闭 Kith 并删除此文件夹。您存放在别处的副本需自行删除；您的照片不受影响。</translation>
        </message>
        <message>
            <source>To restore a copy, put it under the name catalogue.sqlite into a new, empty folder and start Kith with --library FOLDER. Thumbnails and the index are made anew there, and your photos are found where they are. The copies hold no photos: back those up yourself.</source>
            <translation>要恢复副本，请把它以 catalogue.sqlite 为名放入新的空文件夹，然后用 --library 文件夹 启动 Kith。缩略图和索引会在那里重新生成，照片会在原处找到。副本中不含照片：照片请您自行备份。</translation>
        </message>
        <message>
            <source>To year</source>
            <translation>结束年份</translation>
        </message>
        <message>
            <source>Turn L&amp;eft</source>
            <translation>向左旋转(&amp;E)</translation>
        </message>
        <message>
            <source>Turn what is shown; the file stays as it is</source>
            <translation>只旋转显示；文件保持不变</translation>
        </message>
        <message>
            <source>Type a command</source>
            <translation>输入命令</translation>
        </message>
        <message>
            <source>Type a name and go to the page of that person</source>
            <translation>输入名字，转到此人的页面</translation>
        </message>
        <message>
            <source>Undo brings the other names back.</source>
            <translation>撤销可以恢复其他名字。</translation>
        </message>
        <message>
            <source>Unnamed</source>
            <translation>未命名</translation>
        </message>
        <message>
            <source>Unnamed Faces on P&amp;hotos</source>
            <translation>照片上的未命名人脸(&amp;H)</translation>
        </message>
        <message>
            <source>Unr&amp;eadable</source>
            <translation>无法读取(&amp;E)</translation>
        </message>
        <message>
            <source>Unreadable</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Use as &amp;Cover</source>
            <translation>设为封面(&amp;C)</translation>
        </message>
        <message>
            <source>Use as &amp;Cover of the Album</source>
            <translation>用作相册封面(&amp;C)</translation>
        </message>
        <message>
            <source>Use {model}? All faces must be looked at again, which takes as long as the first scan did. Names, corrections and hidden people stay; groups without a name are made anew.</source>
            <translation>使用 {model}？所有人脸都要重新分析，所需时间与首次扫描相同。名字、更正和隐藏的人物都会保留；未命名的分组会重新生成。</translation>
        </message>
        <message>
            <source>Waiting for its turn</source>
            <translation>正在排队</translation>
        </message>
        <message>
            <source>Waiting: {folders}</source>
            <translation>等待中：{folders}</translation>
        </message>
        <message>
            <source>Watch This Folder</source>
            <translation>监视此文件夹</translation>
        </message>
        <message>
            <source>Watched</source>
            <translation>监视</translation>
        </message>
        <message>
            <source>Weight of the face against the scene</source>
            <translation>人脸相对于场景的权重</translation>
        </message>
        <message>
            <source>Weights that you have already; only the published ones are taken</source>
            <translation>您已有的权重文件；只接受官方发布的</translation>
        </message>
        <message>
            <source>What</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>What came from {url} are not the published weights of {model} (their SHA-256 differs), so they were thrown away.</source>
            <translation>从 {url} 得到的不是官方发布的 {model} 权重（SHA-256 不同），已丢弃。</translation>
        </message>
        <message>
            <source>What came of it</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>What can be done with what is selected</source>
            <translation>可对选中内容执行的操作</translation>
        </message>
        <message>
            <source>What counts more, the face or the scene</source>
            <translation>人脸和场景哪个更重要</translation>
        </message>
        <message>
            <source>What has ended since the start</source>
            <translation>启动以来结束的任务</translation>
        </message>
        <message>
            <source>What is on the left is no face</source>
            <translation>左边的不是人脸</translation>
        </message>
        <message>
            <source>What is the album called now?</source>
            <translation>相册的新名称是什么？</translation>
        </message>
        <message>
            <source>What is the new album called?</source>
            <translation>新相册叫什么？</translation>
        </message>
        <message>
            <source>What one model makes of a face can't be compared with what another makes of it.</source>
            <translation>不同模型对人脸的描述不能互相比较。</translation>
        </message>
        <message>
            <source>What runs, what has ended, and what failed and why</source>
            <translation>正在运行、已结束和失败的任务及原因</translation>
        </message>
        <message>
            <source>What the program had found in some photos is lost; scan your folders again.</source>
            <translation>程序在部分照片中找到的内容已丢失；请重新扫描文件夹。</translation>
        </message>
        <message>
            <source>What was found</source>
            <translation>检查结果</translation>
        </message>
        <message>
            <source>What you have said yourself stays as it is.</source>
            <translation>您亲自说明过的内容保持不变。</translation>
        </message>
        <message>
            <source>What you said after {day} is lost; scan your folders again for the rest.</source>
            <translation>您在 {day} 之后说明的内容已丢失；其余内容请重新扫描文件夹。</translation>
        </message>
        <message>
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>When a scan finds faces that may be somebody here, you are asked about them.</source>
            <translation>扫描发现可能属于这里某人的人脸时，会在这里询问您。</translation>
        </message>
        <message>
            <source>When was {name} born?</source>
            <translation>{name} 何时出生？</translation>
        </message>
        <message>
            <source>Where the library lies</source>
            <translation>图库的位置</translation>
        </message>
        <message>
            <source>Where the slider stands, scans put faces together from now on; the next one then groups all faces anew. What you said yourself always stays.</source>
            <translation>今后的扫描按滑块的位置给人脸分组；下次扫描会重新分组所有人脸。您亲自说明过的内容始终保留。</translation>
        </message>
        <message>
            <source>Where you were before</source>
            <translation>回到刚才的地方</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>人物</translation>
        </message>
        <message numerus="yes">
            <source>Who are these {n} faces?</source>
            <translation>
                <numerusform>这 {n} 张人脸是谁？</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Who are these {n} groups, as one person?</source>
            <translation>
                <numerusform>这 {n} 个分组是同一个人吗？他是谁？</numerusform>
            </translation>
        </message>
        <message>
            <source>Who are you looking for?</source>
            <translation>您要找谁？</translation>
        </message>
        <message>
            <source>Who is on the left?</source>
            <translation>左边是谁？</translation>
        </message>
        <message>
            <source>Who is this?</source>
            <translation>这是谁？</translation>
        </message>
        <message>
            <source>Who of these is whom?</source>
            <translation>这些人谁是谁？</translation>
        </message>
        <message>
            <source>Who of these is {name}, and who is not?</source>
            <translation>这些人谁是 {name}，谁不是？</translation>
        </message>
        <message>
            <source>Whoever is to be split needs two faces at least.</source>
            <translation>要拆分的人物至少要有两张人脸。</translation>
        </message>
        <message>
            <source>Without a date</source>
            <translation>没有日期</translation>
        </message>
        <message>
            <source>Without somebody; of whole pictures, without those that show them</source>
            <translation>排除某人；比较整张图片时，排除有此人的照片</translation>
        </message>
        <message>
            <source>Years</source>
            <translation>年份</translation>
        </message>
        <message>
            <source>Yes, this is {name} ({share})</source>
            <translation>是，这是 {name} ({share})</translation>
        </message>
        <message>
            <source>You have confirmed these faces, so none is proposed to be somebody else. Select those who are, and press 2.</source>
            <translation>这些人脸您都已确认，所以没有建议把谁分出去。请选中要分出的人脸，然后按 2。</translation>
        </message>
        <message>
            <source>You have no permission to open the library {file}.</source>
            <translation>您没有权限打开图库 {file}。</translation>
        </message>
        <message>
            <source>You have no permission to see {folder}.</source>
            <translation>您没有权限查看 {folder}。</translation>
        </message>
        <message>
            <source>You say how many people there are, and every face is given to one of them: it makes a person of every stranger, and puts strangers among the people you know.</source>
            <translation>由您说明有多少人，每张人脸都归给其中一人：每个陌生人都会成为一个人物，也会有陌生人混入您认识的人。</translation>
        </message>
        <message numerus="yes">
            <source>You skipped {n} questions.</source>
            <translation>
                <numerusform>您跳过了 {n} 个问题。</numerusform>
            </translation>
        </message>
        <message>
            <source>a face</source>
            <translation>一张人脸</translation>
        </message>
        <message>
            <source>a face of {name}</source>
            <translation>{name} 的一张人脸</translation>
        </message>
        <message>
            <source>a hidden file</source>
            <translation>隐藏文件</translation>
        </message>
        <message>
            <source>a link that leads nowhere</source>
            <translation>链接没有指向任何文件</translation>
        </message>
        <message>
            <source>a note beside a photo, not a photo</source>
            <translation>照片旁的附注，不是照片</translation>
        </message>
        <message>
            <source>a note that a Mac left beside a file, not a photo</source>
            <translation>Mac 留在文件旁的附注，不是照片</translation>
        </message>
        <message>
            <source>a video, not a photo</source>
            <translation>视频，不是照片</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>an unnamed group</source>
            <translation>一个未命名的分组</translation>
        </message>
        <message>
            <source>as measured to be best</source>
            <translation>实测最佳</translation>
        </message>
        <message>
            <source>belongs to nobody yet</source>
            <translation>还不属于任何人</translation>
        </message>
        <message>
            <source>born this year</source>
            <translation>当年出生</translation>
        </message>
        <message>
            <source>born {day}</source>
            <translation>生于 {day}</translation>
        </message>
        <message>
            <source>copy, {detail}</source>
            <translation>副本，{detail}</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <source>damaged, or a kind of {kind} that is not supported yet</source>
            <translation>已损坏，或是尚不支持的 {kind}</translation>
        </message>
        <message>
            <source>empty file</source>
            <translation>空文件</translation>
        </message>
        <message>
            <source>fewer, bigger</source>
            <translation>少而大</translation>
        </message>
        <message>
            <source>gone</source>
            <translation>已不存在</translation>
        </message>
        <message>
            <source>grouping</source>
            <translation>分组</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>不到一分钟</translation>
        </message>
        <message>
            <source>licence {licence}</source>
            <translation>许可证 {licence}</translation>
        </message>
        <message>
            <source>more than {n} questions left</source>
            <translation>还有 {n} 个以上的问题</translation>
        </message>
        <message>
            <source>more, purer</source>
            <translation>多而纯</translation>
        </message>
        <message>
            <source>no permission</source>
            <translation>没有权限</translation>
        </message>
        <message>
            <source>no permission to look into this folder</source>
            <translation>没有权限查看此文件夹</translation>
        </message>
        <message>
            <source>not a file that can be read</source>
            <translation>无法读取的文件</translation>
        </message>
        <message>
            <source>not a photo</source>
            <translation>不是照片</translation>
        </message>
        <message>
            <source>not a picture</source>
            <translation>不是图片</translation>
        </message>
        <message>
            <source>not connected</source>
            <translation>未连接</translation>
        </message>
        <message>
            <source>not enough memory for this picture</source>
            <translation>内存不足，无法打开此图片</translation>
        </message>
        <message>
            <source>not on this machine</source>
            <translation>此计算机上没有</translation>
        </message>
        <message>
            <source>not watched</source>
            <translation>未监视</translation>
        </message>
        <message>
            <source>nothing is running</source>
            <translation>没有正在运行的任务</translation>
        </message>
        <message>
            <source>one person</source>
            <translation>同一人</translation>
        </message>
        <message>
            <source>out of memory</source>
            <translation>内存不足</translation>
        </message>
        <message>
            <source>published {share} %, not measured by us</source>
            <translation>官方公布 {share} %，未经我们测算</translation>
        </message>
        <message>
            <source>reading it came to no end; it is tried again</source>
            <translation>读取没有结束；会再次尝试</translation>
        </message>
        <message>
            <source>reading it crashed the program</source>
            <translation>读取时程序崩溃</translation>
        </message>
        <message>
            <source>repairing</source>
            <translation>修复</translation>
        </message>
        <message>
            <source>scanning</source>
            <translation>扫描</translation>
        </message>
        <message>
            <source>somebody without a name</source>
            <translation>某个没有名字的人</translation>
        </message>
        <message>
            <source>still being written</source>
            <translation>文件仍在写入</translation>
        </message>
        <message>
            <source>the best that is here</source>
            <translation>现有的最好模型</translation>
        </message>
        <message>
            <source>the connection broke off; the next try goes on from there</source>
            <translation>连接中断；下次会从中断处继续</translation>
        </message>
        <message>
            <source>the disk can't read it: {why}</source>
            <translation>磁盘无法读取：{why}</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>the file is cut off</source>
            <translation>文件不完整</translation>
        </message>
        <message>
            <source>the file is not there now</source>
            <translation>文件现在不在</translation>
        </message>
        <message>
            <source>the server answered {code} ({words})</source>
            <translation>服务器返回 {code} ({words})</translation>
        </message>
        <message>
            <source>the system's own, in which no photos lie</source>
            <translation>系统自身的文件夹，其中没有照片</translation>
        </message>
        <message>
            <source>this camera's RAW files are not supported yet</source>
            <translation>尚不支持此相机的 RAW 文件</translation>
        </message>
        <message>
            <source>this folder can't be read: {why}</source>
            <translation>无法读取此文件夹：{why}</translation>
        </message>
        <message>
            <source>this folder is gone</source>
            <translation>此文件夹已不存在</translation>
        </message>
        <message>
            <source>this is not a folder</source>
            <translation>这不是文件夹</translation>
        </message>
        <message>
            <source>threshold {n}</source>
            <translation>阈值 {n}</translation>
        </message>
        <message>
            <source>tidying up</source>
            <translation>整理</translation>
        </message>
        <message>
            <source>to</source>
            <comment>between two years</comment>
            <translation>到</translation>
        </message>
        <message>
            <source>too large: {width} x {height} pixels</source>
            <translation>太大：{width} x {height} 像素</translation>
        </message>
        <message>
            <source>turned {n}</source>
            <translation>满 {n} 岁</translation>
        </message>
        <message>
            <source>two people</source>
            <translation>不同人</translation>
        </message>
        <message>
            <source>watched</source>
            <translation>已监视</translation>
        </message>
        <message numerus="yes">
            <source>{broken} of its {n} pages could not be read.</source>
            <translation>
                <numerusform>{n} 页中有 {broken} 页无法读取。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{clusters} groups cannot be made of {n} faces: choose between 1 and that.</source>
            <translation>
                <numerusform>{n} 张人脸无法分成 {clusters} 组：请在 1 和人脸数之间选择。</numerusform>
            </translation>
        </message>
        <message>
            <source>{day} ({size})</source>
            <translation>{day}（{size}）</translation>
        </message>
        <message>
            <source>{day}, {time}</source>
            <translation>{day} {time}</translation>
        </message>
        <message>
            <source>{device}: not in this machine</source>
            <translation>{device}：此计算机没有</translation>
        </message>
        <message>
            <source>{doing}, {share}</source>
            <translation>{doing}，{share}</translation>
        </message>
        <message>
            <source>{faces} in {photos}</source>
            <translation>{faces}，{photos}</translation>
        </message>
        <message>
            <source>{faces}, {n} selected</source>
            <translation>{faces}，选中 {n} 张</translation>
        </message>
        <message>
            <source>{file} belongs to another program; choose another folder for the library.</source>
            <translation>{file} 属于别的程序；请为图库另选文件夹。</translation>
        </message>
        <message>
            <source>{file} belongs to no index.</source>
            <translation>{file} 不属于任何索引。</translation>
        </message>
        <message>
            <source>{file} can be read by you alone now.</source>
            <translation>{file} 现在只有您能读取。</translation>
        </message>
        <message>
            <source>{file} can't be read.</source>
            <translation>无法读取 {file}。</translation>
        </message>
        <message>
            <source>{file} can't be read: {why}.</source>
            <translation>无法读取 {file}：{why}。</translation>
        </message>
        <message>
            <source>{file} can't be searched for: {why}.</source>
            <translation>无法搜索 {file}：{why}。</translation>
        </message>
        <message>
            <source>{file} can't be shown: {why}.</source>
            <translation>无法显示 {file}：{why}。</translation>
        </message>
        <message numerus="yes">
            <source>{file} has {n} face(s); count them from 0, left to right.</source>
            <translation>
                <numerusform>{file} 中有 {n} 张人脸；从左到右、从 0 开始计数。</numerusform>
            </translation>
        </message>
        <message>
            <source>{file} holds the published weights of none of the models.</source>
            <translation>{file} 不含任何一个模型的官方权重。</translation>
        </message>
        <message>
            <source>{file} is a file; name the folder that it lies in.</source>
            <translation>{file} 是文件；请指定它所在的文件夹。</translation>
        </message>
        <message>
            <source>{file} is no library of Kith, or is damaged; close the window and run “main.py doctor --repair”.</source>
            <translation>{file} 不是 Kith 的图库，或已损坏；请关闭窗口并运行“main.py doctor --repair”。</translation>
        </message>
        <message>
            <source>{file} is no projection that can be used: {why}.</source>
            <translation>{file} 不是可用的投影：{why}。</translation>
        </message>
        <message>
            <source>{file} was left behind by a program that was stopped.</source>
            <translation>{file} 是被中止的程序遗留的。</translation>
        </message>
        <message>
            <source>{file} was removed.</source>
            <translation>{file} 已移除。</translation>
        </message>
        <message>
            <source>{file} was removed; it is made anew when it is needed.</source>
            <translation>{file} 已移除；需要时会重新生成。</translation>
        </message>
        <message>
            <source>{folder} (away)</source>
            <translation>{folder}（已断开）</translation>
        </message>
        <message>
            <source>{folder} (this drive is not connected)</source>
            <translation>{folder}（此磁盘未连接）</translation>
        </message>
        <message>
            <source>{folder} holds other files; give the library a folder of its own.</source>
            <translation>{folder} 中有其他文件；请为图库指定单独的文件夹。</translation>
        </message>
        <message>
            <source>{folder} is no longer shown. Add it again and its names are back.</source>
            <translation>{folder} 不再显示。重新添加后，名字都会恢复。</translation>
        </message>
        <message>
            <source>{folder} is not there; its photos are kept.</source>
            <translation>{folder} 不在；其中的照片会保留。</translation>
        </message>
        <message>
            <source>{groups} are different people</source>
            <translation>{groups}互不相同</translation>
        </message>
        <message>
            <source>{model} is not fetched: its weights come with the program.</source>
            <translation>{model} 无需下载：其权重随程序提供。</translation>
        </message>
        <message>
            <source>{names} and {last}</source>
            <translation>{names}和{last}</translation>
        </message>
        <message numerus="yes">
            <source>{names} and {n} others</source>
            <translation>
                <numerusform>{names}和另外 {n} 人</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} has a name and so is no stranger; hide them instead.</source>
            <translation>{name} 已有名字，不是陌生人；可以改为隐藏。</translation>
        </message>
        <message>
            <source>{name} on {photos}</source>
            <translation>{name}（{photos}）</translation>
        </message>
        <message>
            <source>{name}, {photos}</source>
            <translation>{name}，{photos}</translation>
        </message>
        <message>
            <source>{n} %</source>
            <translation>{n}%</translation>
        </message>
        <message>
            <source>{n} GB</source>
            <translation>{n} GB</translation>
        </message>
        <message>
            <source>{n} MB</source>
            <translation>{n} MB</translation>
        </message>
        <message>
            <source>{n} MP</source>
            <translation>{n} MP</translation>
        </message>
        <message>
            <source>{n} a second</source>
            <translation>每秒 {n} 张</translation>
        </message>
        <message numerus="yes">
            <source>{n} albums have a cover that is gone.</source>
            <translation>
                <numerusform>{n} 个相册的封面已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} albums have lost their names (their numbers: {numbers}).</source>
            <translation>
                <numerusform>{n} 个相册丢失了名称（编号：{numbers}）。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} albums with photos are gone.</source>
            <translation>
                <numerusform>{n} 个含照片的相册已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} boxes that were drawn belong to faces that are gone.</source>
            <translation>
                <numerusform>有 {n} 个画出的框属于已不存在的人脸。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} damaged vectors were dropped: scan your folders again to have them made anew.</source>
            <translation>
                <numerusform>丢弃了 {n} 个损坏的向量：请重新扫描文件夹以重新生成。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} edited photos are gone.</source>
            <translation>
                <numerusform>{n} 张编辑过的照片已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces</source>
            <translation>
                <numerusform>{n} 张人脸</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces are now in {groups}.</source>
            <translation>
                <numerusform>{n} 张人脸现在归为 {groups}。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces lie outside of their pictures.</source>
            <translation>
                <numerusform>有 {n} 张人脸位于图片之外。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces of which something was said are gone.</source>
            <translation>
                <numerusform>有 {n} 张说明过的人脸已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces stand with another person than was said or guessed.</source>
            <translation>
                <numerusform>有 {n} 张人脸所属的人物与说明或推测的不同。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces that were drawn and named are taken for none.</source>
            <translation>
                <numerusform>有 {n} 张画框并命名的人脸被当作不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces that you had spoken about are lost: {names}.</source>
            <translation>
                <numerusform>您说明过的 {n} 张人脸已丢失：{names}。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces without a name</source>
            <translation>
                <numerusform>{n} 张没有名字的人脸</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} faces, cut out</source>
            <translation>
                <numerusform>{n} 张裁出的人脸</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files</source>
            <translation>
                <numerusform>{n} 个文件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files belong to folders that are gone.</source>
            <translation>
                <numerusform>有 {n} 个文件属于已不存在的文件夹。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files belong to photos that are gone.</source>
            <translation>
                <numerusform>有 {n} 个文件属于已不存在的照片。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files copied.</source>
            <translation>
                <numerusform>已复制 {n} 个文件。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} files could not be read: show them</source>
            <translation>
                <numerusform>{n} 个文件无法读取：显示</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} folders</source>
            <translation>
                <numerusform>{n} 个文件夹</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} groups</source>
            <translation>
                <numerusform>{n} 个分组</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} guesses are about faces that are gone.</source>
            <translation>
                <numerusform>有 {n} 条推测涉及已不存在的人脸。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} guesses are about people who are gone.</source>
            <translation>
                <numerusform>有 {n} 条推测涉及已不存在的人物。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} hours</source>
            <translation>
                <numerusform>{n} 小时</numerusform>
            </translation>
        </message>
        <message>
            <source>{n} kB</source>
            <translation>{n} kB</translation>
        </message>
        <message numerus="yes">
            <source>{n} minutes</source>
            <translation>
                <numerusform>{n} 分钟</numerusform>
            </translation>
        </message>
        <message>
            <source>{n} mm</source>
            <translation>{n} 毫米</translation>
        </message>
        <message numerus="yes">
            <source>{n} names can't be found by what is typed.</source>
            <translation>
                <numerusform>有 {n} 个名字无法通过输入找到。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} near-duplicates folded (U)</source>
            <translation>
                <numerusform>折叠了 {n} 张近似重复 (U)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} new photos</source>
            <translation>
                <numerusform>{n} 张新照片</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} not yet named</source>
            <translation>
                <numerusform>{n} 张尚未命名</numerusform>
            </translation>
        </message>
        <message>
            <source>{n} of {total}</source>
            <translation>{n} / {total}</translation>
        </message>
        <message numerus="yes">
            <source>{n} pairs</source>
            <translation>
                <numerusform>{n} 对</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} parts of the undo history belong to no step.</source>
            <translation>
                <numerusform>撤销历史中有 {n} 部分不属于任何一步。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} people</source>
            <translation>
                <numerusform>{n} 人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} people have a cover that is gone.</source>
            <translation>
                <numerusform>有 {n} 个人物的封面已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} people have lost their names or were groups without one (their numbers: {numbers}).</source>
            <translation>
                <numerusform>有 {n} 个人物丢失了名字，或是没有名字的分组（编号：{numbers}）。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} people of whom something was said are gone.</source>
            <translation>
                <numerusform>有 {n} 个说明过的人物已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos</source>
            <translation>
                <numerusform>{n} 张照片</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos are shown, hidden or sorted wrongly.</source>
            <translation>
                <numerusform>有 {n} 张照片的显示、隐藏或排序不正确。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos could not be read:</source>
            <translation>
                <numerusform>{n} 张照片无法读取：</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos dropped.</source>
            <translation>
                <numerusform>已清除 {n} 张照片的记录。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos were edited from photos that are gone.</source>
            <translation>
                <numerusform>有 {n} 张照片是由已不存在的照片编辑而来。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos were edited into photos that are gone.</source>
            <translation>
                <numerusform>{n} 张照片编辑后的版本已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos with faces or in albums are gone.</source>
            <translation>
                <numerusform>{n} 张含人脸或在相册中的照片已不存在。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} photos, as they are</source>
            <translation>
                <numerusform>{n} 张照片，保持原样</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} pictures' vectors belong to photos that are gone.</source>
            <translation>
                <numerusform>有 {n} 张图片的向量属于已不存在的照片。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} questions left</source>
            <translation>
                <numerusform>还有 {n} 个问题</numerusform>
            </translation>
        </message>
        <message>
            <source>{n} running</source>
            <translation>{n} 个正在运行</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n} 秒</translation>
        </message>
        <message numerus="yes">
            <source>{n} steps of the undo history are empty.</source>
            <translation>
                <numerusform>撤销历史中有 {n} 步是空的。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} steps of the undo history put photos into albums that are gone.</source>
            <translation>
                <numerusform>撤销历史中有 {n} 步涉及相册中已不存在的照片。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} steps of the undo history speak of faces, people or albums that are gone.</source>
            <translation>
                <numerusform>撤销历史中有 {n} 步涉及已不存在的人脸、人物或相册。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} steps of the undo history would choose a cover that is gone.</source>
            <translation>
                <numerusform>撤销历史中有 {n} 步会选择已不存在的封面。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} strangers</source>
            <translation>
                <numerusform>{n} 个陌生人</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} thumbnails are not made yet; they are when they are looked at.</source>
            <translation>
                <numerusform>有 {n} 张缩略图尚未生成；查看时会生成。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} thumbnails belong to no photo and no face.</source>
            <translation>
                <numerusform>有 {n} 张缩略图不属于任何照片或人脸。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} thumbnails of nothing were dropped.</source>
            <translation>
                <numerusform>丢弃了 {n} 张无用的缩略图。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} unreadable files</source>
            <translation>
                <numerusform>{n} 个无法读取的文件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} vectors belong to faces that are gone.</source>
            <translation>
                <numerusform>有 {n} 个向量属于已不存在的人脸。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{n} vectors of faces are damaged.</source>
            <translation>
                <numerusform>有 {n} 个人脸向量已损坏。</numerusform>
            </translation>
        </message>
        <message>
            <source>{n}° E</source>
            <translation>东经 {n}°</translation>
        </message>
        <message>
            <source>{n}° N</source>
            <translation>北纬 {n}°</translation>
        </message>
        <message>
            <source>{n}° S</source>
            <translation>南纬 {n}°</translation>
        </message>
        <message>
            <source>{n}° W</source>
            <translation>西经 {n}°</translation>
        </message>
        <message>
            <source>{outcome}: {why}</source>
            <translation>{outcome}：{why}</translation>
        </message>
        <message>
            <source>{pairs} of one person and {others} of two people</source>
            <translation>同一人 {pairs}，不同人 {others} 对</translation>
        </message>
        <message>
            <source>{people} and groups are there now, and {faces} of nobody, which will be somebody's.</source>
            <translation>现有{people}（含未命名分组），另有 {faces}不属于任何人，届时也会归给某人。</translation>
        </message>
        <message>
            <source>{photos} in {where}.</source>
            <translation>{where} 中有 {photos}。</translation>
        </message>
        <message>
            <source>{question} {left}, {left_detail}, and {right}, {right_detail}.</source>
            <translation>{question}{left}，{left_detail}；{right}，{right_detail}。</translation>
        </message>
        <message>
            <source>{share} alike</source>
            <translation>相似 {share}</translation>
        </message>
        <message>
            <source>{side}: {who}, face {n} of {total}</source>
            <translation>{side}：{who}，第 {n} 张人脸，共 {total} 张</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>还需 {time}</translation>
        </message>
        <message>
            <source>{tip} ({keys})</source>
            <translation>{tip} ({keys})</translation>
        </message>
        <message>
            <source>{undo} “{label}”</source>
            <translation>{undo}：{label}</translation>
        </message>
        <message>
            <source>{what}: {figure}</source>
            <translation>{what}：{figure}</translation>
        </message>
        <message>
            <source>{who} and {other} are different people</source>
            <translation>{who} 与 {other} 不是同一人</translation>
        </message>
        <message>
            <source>{who} was born {day}</source>
            <translation>{who} 出生于 {day}</translation>
        </message>
        <message>
            <source>{width} × {height} pixels</source>
            <translation>{width} × {height} 像素</translation>
        </message>
        <message>
            <source>{year}: {faces}</source>
            <translation>{year} 年：{faces}</translation>
        </message>
    </context>
</TS>
